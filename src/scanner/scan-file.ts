/** One file, from its bytes to its findings. Runs where the engine runs: in a worker, or in process. */
import type { AnalyzeOptions, Engine } from '../engine/analyze';
import { noticeOf, say } from '../engine/notices';
import type { Analysis, SourceFile } from '../engine/types';
import { isLock, longestLock, shortLock } from './abridge';
import { type Files, type OpenFile, readFully } from './files';
import { analyzeLargeText, createWindows, type Windows } from './large';
import { analyzeLock } from './lock-text';
import { isMinified, mayMatterAsCredential, mayMatterText } from './needles';
import { opened, refused, siftWhole } from './sift';
import { largestWhole } from './sizes';
import { decodeText, type Encoding, sniff, utf8Length } from './text';
import { createTimer } from './timer';
import type { FileJob, FileResult } from './types';

/** Says that the work goes on, so that a long file is not taken for a hanging one. */
export type Alive = () => void;

const chunkSize = 1 << 20;
/** Needles are short, but may be torn apart by white space and joining characters. In bytes. */
const needleOverlap = 4096;
/** Of a file that is longer, the rest is not searched, in bytes; that is said. */
export const longestSearched = 2 ** 31;

const nothing: Analysis = { findings: [], suppressed: [], notices: [] };

const tooLarge = (path: string) =>
  noticeOf(path, say('credentialsOnly', { reason: say('large', { size: `${largestWhole >> 20} MiB` }) }));

const unfinished = (bytes: number, time: number) =>
  say('lateSearch', { time: `${time}`, size: `${Math.floor(bytes / 2 ** 20)} MiB` });

type Outcome = Omit<FileResult, 'path' | 'uri'>;

/** The analysis of a text that a host has; the same as that of a file with this content. */
export async function analyzeText(engine: Engine, file: SourceFile, options: AnalyzeOptions): Promise<Analysis> {
  if (!mayMatterText(file.path, file.text)) return nothing;
  if (isMinified(file.path)) return analyzeLargeText(engine, file, options);
  const locked = await analyzeLongLock(engine, file, options);
  if (locked) return locked;
  if (utf8Length(file.text) <= largestWhole) return engine.analyze(file, options);
  const analysis = await analyzeLargeText(engine, file, options);
  return { ...analysis, notices: [...analysis.notices, tooLarge(file.path)] };
}

/** Undefined for everything else. */
const analyzeLongLock = async (engine: Engine, file: SourceFile, options: AnalyzeOptions) =>
  file.text.length > shortLock && isLock(file.path) ? analyzeLock(engine, file, options) : undefined;

const sourceOf = ({ path, uri, host }: FileJob): Omit<SourceFile, 'text'> => ({
  path,
  uri,
  version: 0,
  ...(host && { host }),
});

async function scanWhole(engine: Engine, job: FileJob, bytes: Uint8Array): Promise<Outcome> {
  const sifted = siftWhole(job.path, bytes);
  if (sifted) return { ...nothing, ...sifted };
  const minified = isMinified(job.path);
  const done = { bytes: bytes.length, ...(minified && { streamed: true }) };
  const file = { ...sourceOf(job), text: decodeText(bytes)!.text };
  if (minified) return { ...(await analyzeLargeText(engine, file, job.options)), ...done };
  const locked = await analyzeLongLock(engine, file, job.options);
  return { ...(locked ?? (await engine.analyze(file, job.options))), ...done };
}

interface Chunk {
  content: Uint8Array;
  /** In the file, in bytes. */
  end: number;
}

/**
 * The file's chunks, in one buffer that is used again.
 *
 * @param overlap bytes of the chunk before that each chunk begins with
 */
function* chunksOf(file: OpenFile, alive: Alive, overlap = 0): Generator<Chunk> {
  const buffer = new Uint8Array(chunkSize + overlap);
  for (let position = 0; position < longestSearched; position += chunkSize) {
    const count = readFully(file, buffer, position);
    alive();
    yield { content: buffer.subarray(0, count), end: position + count };
    if (count < buffer.length) return;
  }
}

/** Whether any chunk may hold a credential, and how many bytes were looked at until then. Nothing is decoded. */
function searchLarge(file: OpenFile, alive: Alive): { found: boolean; bytes: number } {
  let bytes = 0;
  for (const { content, end } of chunksOf(file, alive, needleOverlap)) {
    if (mayMatterAsCredential(content)) return { found: true, bytes };
    bytes = end;
  }
  return { found: false, bytes };
}

/**
 * Time that a long file may take for each MiB beside the time of any file, in ms: many times what honest text needs. Each
 * chunk has a deadline of its own, which a file made to be slow would stay just below, a thousand times over.
 */
export const timePerMiB = 200;

interface Decoded {
  /** Searched. */
  bytes: number;
  /** The time was up before the file's end. */
  isLate?: boolean;
}

async function decodeLarge(
  windows: Windows,
  file: OpenFile,
  encoding: Encoding,
  { alive, isOver }: { alive: Alive; isOver(): boolean },
): Promise<Decoded> {
  const decoder = new TextDecoder(encoding);
  let bytes = 0;
  for (const chunk of chunksOf(file, alive)) {
    await windows.push(decoder.decode(chunk.content, { stream: true }));
    bytes = chunk.end;
    if (isOver()) return { bytes, isLate: true };
  }
  await windows.push(decoder.decode());
  return { bytes };
}

interface Surroundings {
  alive: Alive;
  files: Files;
}

/** Undefined for what is no lock file, for one that is too long, and for one that is not written line by line. */
async function scanLongLock(engine: Engine, job: FileJob, file: OpenFile, { alive }: Surroundings) {
  if (!isLock(job.path) || file.size > longestLock) return undefined;
  const bytes = new Uint8Array(file.size);
  const count = readFully(file, bytes);
  alive();
  const text = decodeText(bytes.subarray(0, count))?.text;
  const analysis = text && (await analyzeLock(engine, { ...sourceOf(job), text }, job.options));
  return analysis ? { ...analysis, bytes: count } : undefined;
}

async function scanLarge(
  engine: Engine,
  job: FileJob,
  file: OpenFile,
  head: Uint8Array,
  { alive, files }: Surroundings,
): Promise<Outcome> {
  const encoding = sniff(head);
  if (!encoding) return { ...nothing, bytes: head.length, skipped: 'binary' };
  const locked = await scanLongLock(engine, job, file, { alive, files });
  if (locked) return locked;
  const windows = createWindows(engine, sourceOf(job), job.options);
  const searched = searchLarge(file, alive);
  const time = job.options.config.fileTimeout + (timePerMiB * Math.min(file.size, longestSearched)) / 2 ** 20;
  const { bytes, isLate = false }: Decoded = searched.found
    ? await decodeLarge(windows, file, encoding, { alive, isOver: createTimer(time, files) })
    : searched;
  const analysis = isLate ? windows.stop() : await windows.end();
  const notices = [...analysis.notices, tooLarge(job.path)];
  if (isLate) return { ...analysis, notices, bytes, failure: unfinished(bytes, Math.round(time)) };
  if (bytes >= longestSearched)
    notices.push(noticeOf(job.path, say('beginning', { size: `${longestSearched / 2 ** 30} GiB` })));
  return { ...analysis, notices, bytes, streamed: true };
}

/** The content of a file that is no longer than `largestWhole`; undefined for a longer one, `head` holds its beginning. */
function readWhole(file: OpenFile): { whole?: Uint8Array; head: Uint8Array } {
  const head = new Uint8Array(Math.min(file.size, largestWhole) + 1);
  const filled = readFully(file, head);
  return filled > largestWhole ? { head } : { head, whole: head.subarray(0, filled) };
}

async function scanOpen(engine: Engine, job: FileJob, file: OpenFile, around: Surroundings): Promise<Outcome> {
  if (!file.regular) return { ...nothing, bytes: 0, skipped: 'special' };
  const { whole, head } = readWhole(file);
  return whole ? scanWhole(engine, job, whole) : scanLarge(engine, job, file, head, around);
}

/** Never rejects for what the file is or holds. */
export async function scanFile(engine: Engine, files: Files, job: FileJob, alive: Alive): Promise<FileResult> {
  const result: FileResult = { path: job.path, uri: job.uri, ...nothing, bytes: 0 };
  const open = opened(files, job);
  if ('refusal' in open) return { ...result, ...open.refusal };
  try {
    return { ...result, ...(await scanOpen(engine, job, open.file, { alive, files })) };
  } catch (error) {
    return { ...result, ...refused(error, job) };
  } finally {
    open.file.close();
  }
}
