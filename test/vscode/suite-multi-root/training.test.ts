import assert from 'node:assert/strict';
import { workspace } from 'vscode';
import { firstFile, openLab, shippedLabs, solve, untilDone } from '../suite/labs';
import { ours, until } from '../suite/support';

describe('In a workspace of several folders', () => {
  it('a lab is opened, looked at, and done, and is of none of them', async () => {
    const folders = workspace.workspaceFolders?.length;
    const lab = shippedLabs().find(({ id }) => id === 'key-in-the-log')!;
    const { language, uri } = firstFile(lab);
    await openLab(lab.id, language, uri);
    await until('the weakness', () => ours(uri).length === lab.rules.length);
    assert.equal(workspace.getWorkspaceFolder(uri), undefined);
    await solve(lab, language);
    await untilDone(lab.id);
    assert.equal(workspace.workspaceFolders?.length, folders);
  });
});
