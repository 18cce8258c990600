/** A file as a tree of documents: the file itself, and those that are embedded in it. */
import { understand } from './claude/claude';
import { type Credential, findCredentials, findEncodedCredentials, withoutPieces } from './credentials/credentials';
import { type Embedded, emptyFacts, type Facts, type Range } from './facts';
import { createFlow } from './flow/flow';
import type { Format } from './formats/format';
import { formatById } from './formats/index';
import { text as plainText } from './formats/text';
import type { GrammarName, Grammars } from './grammars';
import { type Links, noLinks } from './modules/links';
import { createServer } from './server/endpoints';
import { createTracer } from './taint/trace';
import { createUnit, type Unit } from './taint/unit';
import type { Change, Document, Inner, Problem, SourceFile } from './types';

/** A document and the way from its offsets to the file's. */
export interface OpenDocument {
  document: Document;
  /** This document's offset -> the file's. */
  toFile(offset: number): number;
  /** Text to be written into this document -> text to be written into the file. */
  encode(text: string): string;
}

/** The same, as other documents see it. */
export interface LinkedDocument extends OpenDocument {
  unit: Unit;
  /** `document.inner`, to be filled. */
  inner: Inner[];
}

/** A document with what its own text says. */
export interface ReadDocument extends Omit<OpenDocument, 'document'>, Shown {
  facts: Facts;
  /** Without those that inner documents see. */
  credentials: Credential[];
  /** Place of `outer` in the list of the file's documents. */
  outer?: number;
}

/** Deeper embeddings are not looked into. */
const maxDepth = 4;

/**
 * The file's documents, the innermost first, so that what both see is told in the inner one's terms.
 * @param missing takes the grammars that are not loaded: what is written in such a language is not read
 */
export function readDocumentsNow(
  file: SourceFile,
  format: Format,
  grammars: Grammars,
  missing: Set<GrammarName>,
): ReadDocument[] {
  const identity = { toFile: (offset: number) => offset, encode: (text: string) => text };
  const kept = file.version > 0 ? { kept: file.uri } : {};
  const found: ReadDocument[] = [];
  read({ file, format, text: file.text, ...kept }, identity, { grammars, missing, depth: 0, found });
  // Found outermost first, each with what it holds behind it.
  const last = found.length - 1;
  return found.reverse().map((one) => (one.outer === undefined ? one : { ...one, outer: last - one.outer }));
}

/** The same, once all grammars are loaded. @throws where one cannot be loaded */
export async function readDocuments(file: SourceFile, format: Format, grammars: Grammars): Promise<ReadDocument[]> {
  if (format.grammar) await grammars.ready([format.grammar]);
  for (;;) {
    const missing = new Set<GrammarName>();
    const documents = readDocumentsNow(file, format, grammars, missing);
    if (missing.size === 0) return documents;
    await grammars.ready(missing);
  }
}

interface Shown {
  file: SourceFile;
  format: Format;
  text: string;
  role?: string;
}

interface Opening extends Shown {
  outer?: number;
  kept?: string;
}

/** Documents inside of one whose trees are kept: a notebook has hundreds. */
const mostKept = 8;

interface Reading {
  grammars: Grammars;
  missing: Set<GrammarName>;
  depth: number;
  found: ReadDocument[];
}

function read(opening: Opening, way: Omit<OpenDocument, 'document'>, reading: Reading): void {
  const { kept, ...shown } = opening;
  const { file, format, text } = shown;
  const { grammars, missing, depth, found } = reading;
  const isMissing = format.grammar !== undefined && !grammars.has(format.grammar);
  if (isMissing) missing.add(format.grammar!);
  const context = { grammars, path: file.path, ...(kept !== undefined && { kept }) };
  const facts = isMissing ? emptyFacts(text.length) : format.parse(text, context);
  const hidden = findEncodedCredentials(text, facts, createFlow(facts, format).constant);
  const own: ReadDocument = {
    ...shown,
    ...way,
    facts,
    credentials: [...withoutPieces(findCredentials(text), hidden), ...hidden],
  };
  const at = found.push(own) - 1;
  for (const [index, embedded] of (depth < maxDepth ? facts.embedded : []).entries()) {
    const name = kept !== undefined && index < mostKept ? { kept: `${kept}#${index}` } : {};
    const inner = { ...embeddedOpening(embedded, own), outer: at, ...name };
    read(inner, composed(embedded, way), { ...reading, depth: depth + 1 });
  }
  own.credentials = withoutInner(own.credentials, way, found.slice(at + 1));
}

/** Documents that know what each other module gives away, as far as the links lead there. */
export function linkDocuments(
  documents: readonly ReadDocument[],
  links: (one: ReadDocument) => Links,
): LinkedDocument[] {
  const linked: LinkedDocument[] = [];
  // An outer document stands behind those that it holds.
  for (const [index, one] of [...documents.entries()].reverse())
    linked[index] = linkDocument(one, links(one), one.outer === undefined ? undefined : linked[one.outer]);
  return linked;
}

function linkDocument(read: ReadDocument, links: Links, outer: LinkedDocument | undefined): LinkedDocument {
  const { file, format, text, facts, credentials, toFile, encode, role } = read;
  const flow = createFlow(facts, format, links);
  const claude = () => understand(text, facts, flow, { path: file.path, format, credentials });
  const inner: Inner[] = [];
  const unit = createUnit({ file, text, facts, flow, format, links, toFile, claude });
  const document: Document = {
    file,
    format,
    text,
    facts,
    flow,
    get claude() {
      return unit.claude;
    },
    trace: createTracer(unit),
    asks: (call) => unit.asking.asks(call),
    links,
    server: createServer(unit),
    inner,
    ...(outer && { outer: outer.document }),
    ...(role !== undefined && { role }),
  };
  outer?.inner.push({ document, toFile });
  return { document, unit, toFile, encode, inner };
}

/** The file's documents as if there were no others. Throws as `readDocuments` does. */
export async function openDocuments(file: SourceFile, format: Format, grammars: Grammars): Promise<OpenDocument[]> {
  return linkDocuments(await readDocuments(file, format, grammars), noLinks);
}

function embeddedOpening({ format, text, role }: Embedded, outer: Shown): Opening {
  const opening: Opening = { file: outer.file, format: formatById(format) ?? plainText, text };
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
  inner: readonly ReadDocument[],
): Credential[] {
  const seen = inner.flatMap(({ credentials: theirs, toFile }) =>
    theirs.map(({ fingerprint, range }) => ({ fingerprint, range: mapRange(range, toFile) })),
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
    mapped.related = problem.related.map((one) => (one.file ? one : { ...one, range: mapRange(one.range, map) }));
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
