import assert from 'node:assert/strict';
import { engine, options, sourceFile } from '../support/engine';

const text = `import { query } from '@anthropic-ai/claude-agent-sdk';

for await (const message of query({ prompt: 'Mend it.', options: { permissionMode: 'bypassPermissions' } }))
  console.log(message.type);
`;

async function severityIn(path: string): Promise<string[]> {
  const { findings } = await engine.analyze(sourceFile(path, text), options);
  return findings.flatMap(({ rule, severity }) => (rule === 'permission-bypass' ? [severity] : []));
}

describe('an agent without permission checks', () => {
  it('is an error on a machine, and a warning in what is put into a container', async () => {
    assert.deepEqual(await severityIn('src/mend.ts'), ['error']);
    for (const folder of ['docker', 'sandbox/e2b', 'tools/container', '.devcontainer'])
      assert.deepEqual(await severityIn(`${folder}/mend.ts`), ['warning'], folder);
  });
});
