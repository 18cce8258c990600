/** Where text comes from that somebody else has written, and how it gets to a place. */
import type { Range, Value } from '../facts';
import type { SourceFile } from '../types';
import type { Unit } from './unit';

/**
 * `request`: a caller's HTTP request. `form`: a field of an app for few users. `message`: a chat, a queue, a socket. `commandLine`: arguments and terminal input.
 * `reply`: what Claude has answered. `toolInput`: what Claude calls a
 * tool with. `fetched`: pages and answers of other servers. `mail`: e-mail, `document`: text
 * that was taken out of PDF, Office files and pictures. `error`: what was caught.
 */
export type SourceKind =
  | 'request'
  | 'form'
  | 'message'
  | 'commandLine'
  | 'reply'
  | 'toolInput'
  | 'fetched'
  | 'mail'
  | 'document'
  | 'credential'
  | 'error';

/** A range of the document that was asked about; with `file`, one of that other file. */
export interface Place {
  range: Range;
  file?: SourceFile;
}

export interface Source extends Place {
  kind: SourceKind;
  value: Value;
  /** That the value stands in. */
  unit: Unit;
}

/** One step on the way: bound to a name, handed to a function's parameter, returned from it, answered by a server. */
export interface Step extends Place {
  kind: 'binding' | 'argument' | 'return' | 'answer';
  /** Of the binding or function; of an answer, the address. */
  name: string;
}

export interface Trace {
  source: Source;
  /** From the source to the place that was asked about. */
  steps: Step[];
}

/** What the value is used for; what makes it harmless for one use does not for another. */
export type Use =
  | 'prompt'
  | 'code'
  | 'command'
  | 'html'
  | 'markdown'
  | 'sql'
  | 'path'
  | 'url'
  | 'object'
  | 'json'
  | 'memory'
  | 'context'
  | 'log'
  | 'answer';

export interface TraceOptions {
  use: Use;
  kinds: readonly SourceKind[];
  /** Sources that it does not hold for are passed by: they count for nothing. Absent: all are meant. */
  isMeant?: (source: Source) => boolean;
  /** Of a list, only the element at this position is asked about; a text is asked about as it is. */
  element?: number;
}

/** Where a value comes from. Total: depth and work are bounded, cycles end. One trace per source. */
export type Tracer = (value: Value, options: TraceOptions) => Trace[];
