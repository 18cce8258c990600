import assert from 'node:assert/strict';
import { defaults, keepChoices, readChoices } from '../../../src/vscode/findings/view/choices';
import { noFilter } from '../../../src/vscode/findings/view/filter';

/** VS Code keeps JSON. */
function memento(kept: Record<string, unknown> = {}) {
  const state = new Map(Object.entries(kept));
  return {
    get: <T>(key: string) => state.get(key) as T | undefined,
    update: async (key: string, value: unknown) => void state.set(key, JSON.parse(JSON.stringify(value))),
  };
}

describe('what a person has chosen for the Findings view', () => {
  it('is kept with the workspace', async () => {
    const state = memento();
    assert.deepEqual(readChoices(state), defaults);
    const choices = { grouping: 'file', filter: { ...noFilter, severity: ['error'] } } as const;
    await keepChoices(state, choices);
    assert.deepEqual(readChoices(state), choices);
  });

  it('is the default where something else was kept', () => {
    assert.deepEqual(readChoices(memento({ 'findings.grouping': 'colour', 'findings.filter': 'x' })), defaults);
  });
});
