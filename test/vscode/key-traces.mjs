// @ts-check
/** Looks for keys in files, in any of the forms that a program may write them in. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} key @returns {Buffer[]} its bytes, and those of a part of it, as text is written and as it is encoded */
function tracesOf(key) {
  const part = key.slice(30, 62);
  const encoded = [0, 1, 2].map((shift) =>
    Buffer.from(`${'x'.repeat(shift)}${part}`)
      .toString('base64')
      .slice(4, 36),
  );
  return [
    ...[part, [...part].reverse().join(''), ...encoded, Buffer.from(part).toString('hex')].map((text) =>
      Buffer.from(text),
    ),
    Buffer.from(part, 'utf16le'),
  ];
}

/** @param {string[]} folders @param {string[]} keys @returns {string[]} files that hold a trace of a key */
export function filesWith(folders, keys) {
  const traces = keys.flatMap(tracesOf);
  let read = 0;
  const found = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .filter((file) => {
        const bytes = readFileSync(file);
        read++;
        return traces.some((trace) => bytes.includes(trace));
      }),
  );
  assert.ok(read > 50, 'hardly a file was read');
  return found;
}
