import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import { firstFile, openLab, shippedLabs, solve, untilDone } from '../suite/labs';
import { ours, until } from '../suite/support';

describe('In a window without a folder', () => {
  it('a lab is opened, looked at, and done', async () => {
    assert.equal(workspace.workspaceFolders, undefined);
    const lab = shippedLabs().find(({ id }) => id === 'settings-for-everyone')!;
    const { language, uri } = firstFile(lab);
    await openLab(lab.id, language, uri);
    await until('the weaknesses', () => ours(uri).length === lab.rules.length);
    await solve(lab, language);
    const kept = await untilDone(lab.id);
    assert.deepEqual(Object.keys(kept.files), Object.keys(lab.variants.configuration!.files));
    assert.equal(workspace.workspaceFolders, undefined);
  });
});
