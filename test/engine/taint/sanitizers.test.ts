import assert from 'node:assert/strict';
import { fixedSchemas } from '../../../src/engine/taint/schema-table';
import { sanitizers } from '../../../src/engine/taint/transfer-table';
import { sanitizerCases } from './sanitizer-cases';
import { schemaCases } from './schema-cases';
import { reaches } from './support';

const kinds = ['request', 'message', 'toolInput', 'commandLine'] as const;
const firstLines = (text: string) => text.slice(0, 60).replaceAll('\n', ' ');

describe('what makes text harmless', () => {
  for (const [of, use, path, text, expected] of sanitizerCases)
    it(`${of} for ${use} in ${path}: ${text.split('\n').slice(2).join(' ')}`, async () =>
      assert.deepEqual(await reaches(path, text, kinds, use), expected));
  for (const { of } of sanitizers)
    it(`has a case for its row “${of}” that is silent, and one that is not`, () => {
      const expected = sanitizerCases.flatMap(([own, , , , reached]) => (own === of ? reached : []));
      assert.ok(expected.includes(false) && expected.includes(true));
    });
});

describe('checked data', () => {
  for (const [of, path, text, expected] of schemaCases)
    it(`of ${of} in ${path}: ${firstLines(text)}`, async () =>
      assert.deepEqual(await reaches(path, text, kinds, 'prompt'), expected));
  for (const { of } of fixedSchemas)
    it(`has a case for ${of}`, () => assert.ok(schemaCases.some(([library]) => library === of)));
});
