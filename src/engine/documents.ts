/** A file as a tree of documents: the file itself, and those that are embedded in it. */
import { understand } from './claude';
import { type Credential, findCredentials, findEncodedCredentials, withoutPieces } from './credentials';
import type { Embedded, Range } from './facts';
import { createFlow } from './flow';
import type { Format } from './formats/format';
import { formatById } from './formats/index';
import { text as plainText } from './formats/text';
import type { Grammars } from './grammars';
import { createTracer } from './taint/trace';
import type { Change, Document, Problem, SourceFile } from './types';

/** A document and the way from its offsets to the file's. */
export interface OpenDocument {
  document: Document;
  /** This document's offset -> the file's. */
  toFile(offset: number): number;
  /** Text to be written into this document -> text to be written into the file. */
  encode(text: string): string;
}

/** Deeper embeddings are not looked into. */
const maxDepth = 4;

/**
 * The file's documents, the innermost first, so that what both see is told in the inner one's terms.
 * @throws where the format's grammar cannot be loaded
 */
export async function openDocuments(file: SourceFile, format: Format, grammars: Grammars): Promise<OpenDocument[]> {
  const identity = { toFile: (offset: number) => offset, encode: (text: string) => text };
  const kept = file.version > 0 ? { kept: file.uri } : {};
  return open({ file, format, text: file.text, ...kept }, identity, grammars, 0);
}

interface Opening {
  file: SourceFile;
  format: Format;
  text: string;
  outer?: Document;
  role?: string;
  kept?: string;
}

/** Documents inside of one whose trees are kept: a notebook has hundreds. */
const mostKept = 8;

async function open(
  opening: Opening,
  way: Omit<OpenDocument, 'document'>,
  grammars: Grammars,
  depth: number,
): Promise<OpenDocument[]> {
  const { kept, ...shown } = opening;
  const { file, format, text } = shown;
  const facts = await format.parse(text, { grammars, path: file.path, ...(kept !== undefined && { kept }) });
  const flow = createFlow(facts, format);
  const hidden = findEncodedCredentials(text, facts, flow.constant);
  const credentials = [...withoutPieces(findCredentials(text), hidden), ...hidden];
  const claude = understand(text, facts, flow, file.path, credentials);
  const trace = createTracer({ facts, flow, claude, text, path: file.path });
  const document: Document = { ...shown, facts, flow, claude, trace };
  const inner: OpenDocument[] = [];
  for (const [index, embedded] of (depth < maxDepth ? facts.embedded : []).entries()) {
    const step = composed(embedded, way);
    const name = kept !== undefined && index < mostKept ? { kept: `${kept}#${index}` } : {};
    inner.push(...(await open({ ...embeddedOpening(embedded, document), ...name }, step, grammars, depth + 1)));
  }
  claude.credentials = withoutInner(claude.credentials, way, inner);
  return [...inner, { document, ...way }];
}

function embeddedOpening({ format, text, role }: Embedded, outer: Document): Opening {
  const opening: Opening = { file: outer.file, format: formatById(format) ?? plainText, text, outer };
  const place = role ?? outer.role;
  if (place !== undefined) opening.role = place;
  return opening;
}

function composed(embedded: Embedded, way: Omit<OpenDocument, 'document'>): Omit<OpenDocument, 'document'> {
  return {
    toFile: (offset) => way.toFile(embedded.toOuter(offset)),
    encode: (text) => way.encode(embedded.encode(text)),
  };
}

/** A credential that an inner document sees is that one's. */
function withoutInner(
  credentials: Credential[],
  way: Omit<OpenDocument, 'document'>,
  inner: readonly OpenDocument[],
): Credential[] {
  const seen = inner.flatMap(({ document, toFile }) =>
    document.claude.credentials.map(({ fingerprint, range }) => ({ fingerprint, range: mapRange(range, toFile) })),
  );
  return credentials.filter((credential) => {
    const range = mapRange(credential.range, way.toFile);
    return !seen.some((one) => one.fingerprint === credential.fingerprint && overlap(one.range, range));
  });
}

const mapRange = ({ start, end }: Range, map: OpenDocument['toFile']): Range => ({ start: map(start), end: map(end) });
const overlap = (a: Range, b: Range): boolean => a.start < b.end && b.start < a.end;

/** The problem in offsets and encoding of the file. */
export function toFile(problem: Problem, { toFile: map, encode }: OpenDocument): Problem {
  const mapped: Problem = { ...problem, range: mapRange(problem.range, map) };
  if (problem.related)
    mapped.related = problem.related.map(({ message, range }) => ({ message, range: mapRange(range, map) }));
  if (problem.secrets) mapped.secrets = problem.secrets.map((range) => mapRange(range, map));
  if (problem.fixes) mapped.fixes = problem.fixes.map((fix) => mapFix(fix, map, encode));
  return mapped;
}

export function mapFix<T extends Change>(fix: T, map: OpenDocument['toFile'], encode: OpenDocument['encode']): T {
  return { ...fix, edits: fix.edits.map(({ range, text }) => ({ range: mapRange(range, map), text: encode(text) })) };
}

/** The file's range in the document's offsets, where the document holds it. Offsets are mapped monotonically. */
export function fromFile({ start, end }: Range, { document, toFile: map }: OpenDocument): Range | undefined {
  const find = (offset: number): number => {
    let [low, high] = [0, document.text.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (map(middle) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const range = { start: find(start), end: find(end) };
  return map(range.start) === start && map(range.end) === end ? range : undefined;
}
