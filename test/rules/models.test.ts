import assert from 'node:assert/strict';
import { ageingModel, isRetired } from '../../src/rules/support/models/models';
import { messageOf } from '../../src/rules/support/models/uses';
import { engine, options, sourceFile } from '../support/engine';

const text = 'ANTHROPIC_MODEL=claude-sonnet-4-5\n';

async function findingsOn(today: string): Promise<string[]> {
  const { findings } = await engine.analyze(sourceFile('.env', text), { ...options, today });
  return findings.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
}

describe('a model whose day of retirement is known', () => {
  it('is warned of until the day before', async () => {
    assert.deepEqual(await findingsOn('2026-11-29'), [
      'warning deprecated-model: The model claude-sonnet-4-5 will be retired on 2026-11-30; from that day on requests to it fail.',
    ]);
  });

  it('is an error from that day on, and nothing else', async () => {
    const message = 'The model claude-sonnet-4-5 was retired on 2026-11-30: requests to it fail.';
    assert.deepEqual(await findingsOn('2026-11-30'), [`error retired-model: ${message}`]);
    assert.deepEqual(await findingsOn('2027-03-01'), [`error retired-model: ${message}`]);
  });
});

describe('the replacement of a retired model', () => {
  const kindOf = async (more: string) => {
    const asked = `client.messages.create({ model: 'claude-3-opus-20240229', max_tokens: 1024, ${more}messages })`;
    const code = `import Anthropic from '@anthropic-ai/sdk';\nconst client = new Anthropic();\n${asked};\n`;
    const { findings } = await engine.analyze(sourceFile('ask.ts', code), options);
    return findings.find(({ rule }) => rule === 'retired-model')?.fixes.map(({ kind }) => kind);
  };

  it('is safe', async () => assert.deepEqual(await kindOf(''), ['safe']));
  it('is for a person to choose where the new one refuses a parameter', async () =>
    assert.deepEqual(await kindOf('temperature: 0.2, '), ['suggestion']));
});

/** Door, and day. */
const known = (id: string, at?: 'bedrock' | 'vertex') => {
  const model = ageingModel(id, at);
  return model && `${model.door} ${model.date}`;
};

describe('ids of models', () => {
  it('are known in the spellings of clouds and wrappers, by the days of those who serve them', () => {
    const expected = {
      'claude-opus-4-20250514': 'anthropic 2026-06-15',
      'anthropic/claude-opus-4-20250514': 'anthropic 2026-06-15',
      'anthropic:claude-opus-4-0': 'anthropic 2026-06-15',
      'litellm_proxy/anthropic/claude-4-opus-20250514': 'anthropic 2026-06-15',
      'claude-opus-4-1[1m]': 'anthropic 2026-08-05',
      'anthropic.claude-opus-4-20250514-v1:0': 'bedrock 2026-05-31',
      'bedrock/converse/eu.anthropic.claude-sonnet-4-20250514-v1:0': 'bedrock 2026-10-14',
      'us-gov.anthropic.claude-3-7-sonnet-20250219-v1:0': 'bedrock 2026-04-28',
      'anthropic.claude-3-opus-20240229-v1:0:200k': 'bedrock 2026-01-15',
      'arn:aws:bedrock:eu-west-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-20250514-v1:0':
        'bedrock 2026-10-14',
      'claude-opus-4@20250514': 'vertex 2026-09-14',
      'claude-3-opus@20240229': 'vertex 2026-01-05',
      'claude-opus-4-5-20251101': 'anthropic 2027-01-22',
      'vertex_ai/claude-3-7-sonnet@20250219': 'vertex 2026-05-11',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((id) => [id, known(id)])), expected);
  });

  it('say nothing where no day is known, or somebody else decides', () => {
    for (const id of [
      'anthropic.claude-3-haiku-20240307-v1:0',
      'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
      'claude-3-5-sonnet-v2@20241022',
      'openrouter/anthropic/claude-3-opus-20240229',
      'anthropic/claude-3.5-sonnet',
      'claude-opus-5-5',
      'claude-opus-4-8',
      'claude-3-opus-20240229-thinking',
      'my-claude-2',
      'claude',
    ])
      assert.equal(known(id), undefined, id);
  });

  it('without a cloud’s spelling are the cloud’s where it is the one that is asked', () => {
    assert.equal(known('claude-sonnet-4-5', 'vertex'), 'vertex 2026-11-30');
    assert.equal(known('claude-opus-4-1', 'bedrock'), undefined);
  });

  it('are not retired as long as no day is announced', () => {
    const model = { id: 'claude-next', door: 'anthropic', start: 0, end: 11, isPlain: true } as const;
    assert.ok(!isRetired(model, '9999-12-31'));
    assert.match(messageOf(model, false).text, /no day is announced yet/);
  });
});
