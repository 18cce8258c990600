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

  it('is a warning where another program starts it in a container', async () => {
    const severities = async (line: string) => {
      const { findings } = await engine.analyze(sourceFile('run.sh', `${line}\n`), options);
      return findings.flatMap(({ rule, severity }) => (rule === 'permission-bypass' ? [severity] : []));
    };
    const flag = 'claude --dangerously-skip-permissions';
    assert.deepEqual(await severities(`docker run --rm agent ${flag}`), ['warning']);
    assert.deepEqual(await severities(`tmux new-session -d '${flag}'`), ['error']);
  });
});
