import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { lenient, type Schema } from '../../src/dev/lenient-schema';
import { configSchema } from '../../src/engine/config/schema';
import { rules } from '../../src/rules/index';
import { planSchema } from '../../src/training/plan-schema';

const root = join(__dirname, '../..');

/** Every text, name and suggestion of a schema. */
function words(schema: Schema): string[] {
  const own = [schema.description, ...(schema.enumDescriptions ?? []), ...(schema.enum ?? [])];
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, one]) => [name, ...words(one)]);
  const below = [schema.items, ...(schema.anyOf ?? [])].flatMap((one) => (one ? words(one) : []));
  return [...own.filter((one): one is string => typeof one === 'string'), ...fields, ...below];
}

describe('What VS Code’s JSON support is given of our files’ schemas', () => {
  const { jsonValidation } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).contributes;
  const given = (fileMatch: string): Schema => {
    const entry = jsonValidation.find((one: { fileMatch: string }) => one.fileMatch === fileMatch);
    return JSON.parse(readFileSync(join(root, entry.url), 'utf8'));
  };
  const files = [
    { name: '.claude-guard.json', schema: configSchema(rules) as Schema, mistakes: { profil: 1, rules: { a: 'of' } } },
    {
      name: '.claude-guard/training.json',
      schema: planSchema() as Schema,
      mistakes: {
        modules: ['inputs', { module: 1, links: [{}] }],
        due: 'soon',
        questions: [{ answers: [{ right: 2 }] }],
        x: 1,
      },
    },
  ];

  for (const { name, schema, mistakes } of files)
    it(`${name}: it says all that the strict schema says, and judges nothing, which our own check does`, () => {
      assert.deepEqual(given(name), JSON.parse(JSON.stringify(lenient(schema))));
      assert.deepEqual(new Set(words(given(name))), new Set(words(schema)));
      const ajv = new Ajv({ strict: false });
      assert.ok(!ajv.compile(schema)(mistakes));
      const validate = ajv.compile(given(name));
      for (const value of [mistakes, [], null, 'text'])
        assert.ok(validate(value), JSON.stringify([value, validate.errors]));
    });

  it('true and false are suggested', () => {
    assert.deepEqual(lenient({ type: 'boolean', default: false }), {
      anyOf: [{ enum: [true, false], default: false }, {}],
    });
  });
});
