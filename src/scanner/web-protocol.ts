/** What a browser's worker and its host say to each other beside the scanner's protocol: it has no disk to read grammars from. */
import type { ReadWasm } from '../engine/grammars';
import type { FromWorker, ToWorker } from './protocol';

/** Asks for a file of `dist/grammars`. */
export interface WasmRequest {
  kind: 'wasm';
  file: string;
}

/** The file's bytes; without them, it could not be read. */
export interface WasmAnswer {
  wasm: string;
  bytes?: Uint8Array;
}

export type FromWebWorker = FromWorker | WasmRequest;
export type ToWebWorker = ToWorker | WasmAnswer;

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(reason: Error): void;
}

/** The worker's side: what it has asked for, until the host answers. */
export function createWasmRequests(post: (request: WasmRequest) => void): {
  read: ReadWasm;
  receive(answer: WasmAnswer): void;
} {
  const waiting = new Map<string, Waiting[]>();
  return {
    read: (file) =>
      new Promise((resolve, reject) => {
        waiting.set(file, [...(waiting.get(file) ?? []), { resolve, reject }]);
        post({ kind: 'wasm', file });
      }),
    receive({ wasm, bytes }) {
      const answered = waiting.get(wasm) ?? [];
      waiting.delete(wasm);
      for (const { resolve, reject } of answered) {
        if (bytes) resolve(bytes);
        else reject(new Error('The host could not read a grammar.'));
      }
    },
  };
}
