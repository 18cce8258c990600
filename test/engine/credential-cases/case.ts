import type { FakeKey } from '../../support/credential-shapes';

export type CredentialVerdict = 'hardcoded-credential' | 'encoded-credential' | 'literal-credential' | 'silent';

/** One case of the table: text built at test time, and what Claude Guard says of it. */
export interface CredentialCase {
  /** Short, unique. */
  name: string;
  /** The public repository and path that ships the case, `known gap:` and who misses it, or where the shape is from. */
  source: string;
  /** The name of the file that the text is scanned as. */
  file: string;
  text: (fake: FakeKey) => string;
  /** How the text's bytes are written, default `utf8`. A mark at the start of UTF-16 is part of the text. */
  encoding?: 'utf8' | 'utf16le' | 'utf16be' | 'utf8-bom';
  /** What the detector that `source` names says of the case. */
  theirs?: 'reported' | 'silent';
  ours: CredentialVerdict;
  /** How many findings. Default 1 where `ours` is not `silent`. */
  count?: number;
  /** Where ours differs from theirs, or where it could be argued: the reason. */
  why?: string;
}

type Text = CredentialCase['text'];
type Extra = Partial<Omit<CredentialCase, 'name' | 'file' | 'text'>>;
/** What the cases of a group share. */
type Shared = Extra & Pick<CredentialCase, 'source' | 'ours'>;
/** Name, file, text and what this case has of its own. */
export type Row = readonly [name: string, file: string, text: Text, extra?: Extra];

export const group = (shared: Shared, rows: readonly Row[]): CredentialCase[] =>
  rows.map(([name, file, text, extra]) => ({ name, file, text, ...shared, ...extra }));

/** For what has no interpolation: a placeholder, another vendor's key. */
export const plain =
  (text: string): Text =>
  () =>
    text;

/** The commonest key, for cases that are about its surroundings. */
export const key = (fake: FakeKey): string => fake('api03');

/** `before`, the commonest key, `after`. */
export const around =
  (before: string, after = ''): Text =>
  (fake) =>
    before + key(fake) + after;

/** `text` in two, `at` characters from its start. */
export const cut = (text: string, at: number): [string, string] => [text.slice(0, at), text.slice(at)];

/** `text` in pieces of at most `size` characters. */
export const pieces = (text: string, size: number): string[] => text.match(new RegExp(`.{1,${size}}`, 'gs')) ?? [];

export const codes = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));

/** Every character of `text` for which `which` holds, through `write`. */
export const escaped = (text: string, which: RegExp, write: (code: number) => string): string =>
  [...text].map((char) => (which.test(char) ? write(char.charCodeAt(0)) : char)).join('');

export const hexCode = (code: number, width = 2): string => code.toString(16).padStart(width, '0');
export const base64 = (text: string): string => Buffer.from(text).toString('base64');
export const base64url = (text: string): string => Buffer.from(text).toString('base64url');
export const hex = (text: string): string => Buffer.from(text).toString('hex');
export const reversed = (text: string): string => [...text].reverse().join('');

/** A notebook of one code cell. */
export const notebook = (source: string[], outputs: object[] = []): string =>
  JSON.stringify(
    {
      cells: [{ cell_type: 'code', execution_count: 1, metadata: {}, outputs, source }],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  );
