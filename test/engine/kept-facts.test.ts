/** What an edited text says, and what is found in it, is what a text without a past says. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createEngine } from '../../src/engine/analyze';
import type { Facts } from '../../src/engine/facts';
import { formatOf } from '../../src/engine/formats/index';
import { createGrammars, grammarNames } from '../../src/engine/grammars';
import { rules } from '../../src/rules/index';
import { edited, versions } from '../support/edits';
import { options } from '../support/engine';
import { readWasm } from '../support/wasm';

/** Facts as text. Scopes lead to everything: what was written before is a number. Of embedded documents it says their place, and nothing of a past. */
function written(facts: Facts): string {
  const known = new Map<object, number>();
  return JSON.stringify(facts, (key, value: unknown) => {
    if (key === 'isKept') return undefined;
    if (typeof value === 'function') return key === 'toOuter' ? value(0) : undefined;
    if (typeof value !== 'object' || value === null) return value;
    const number = known.get(value);
    if (number !== undefined) return `#${number}`;
    known.set(value, known.size);
    return value instanceof Map ? [...value] : value;
  });
}

describe('open documents', function () {
  this.timeout(120_000);
  let name = 0;

  for (const document of edited) {
    const { language, path, text } = document;

    it(`say in ${language}, after any edits, what they would say without their past`, async () => {
      const grammars = createGrammars(readWasm);
      await grammars.ready(grammarNames);
      const parse = (now: string, kept?: string) =>
        formatOf(path).parse(now, { grammars, path, ...(kept !== undefined && { kept }) });
      await fc.assert(
        fc.asyncProperty(versions(document), async (texts) => {
          const kept = `document-${++name}`;
          for (const now of [text, ...texts]) assert.equal(written(parse(now, kept)), written(parse(now)));
        }),
        { numRuns: 25 },
      );
    });

    it(`have in ${language}, after any edits, the findings that they would have without their past`, async () => {
      const engine = createEngine(rules, readWasm);
      const analyze = async (now: string, uri: string, version: number) => {
        const { findings, suppressed, notices } = await engine.analyze({ uri, path, version, text: now }, options);
        return { notices, findings: [...findings, ...suppressed].map((one) => ({ ...one, uri: '', version: 0 })) };
      };
      await fc.assert(
        fc.asyncProperty(versions(document), async (texts) => {
          const uri = `document-${++name}`;
          for (const [index, now] of [text, ...texts].entries())
            assert.deepEqual(await analyze(now, uri, index + 1), await analyze(now, uri, 0));
        }),
        { numRuns: 25 },
      );
    });
  }
});
