// @ts-check
/** A person whose home is read-only learns all the same, and is told what could not be written. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../host/process.mjs';
import { makeReadOnly } from '../host/read-only.mjs';
import { withWorkbench } from './hooks.mjs';
import { KeysView } from './keys-view.mjs';
import { openLab } from './lab.mjs';
import { askWhereToSave, exportRecord, labInFront, repair } from './member.mjs';
import { content, workspace } from './new-member.mjs';
import { TrainingView } from './training-view.mjs';

const TEST_LIMIT_MS = 400_000;

describe('A person whose home is read-only', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('read-only');
  /** @type {(() => void) | undefined} */
  let undo;
  afterEach(() => {
    undo?.();
    undo = undefined;
  });

  it('learns all the same, is told what cannot be written, and saves the record elsewhere', async () => {
    const home = temporaryFolder('home');
    const userData = join(home, 'data');
    mkdirSync(userData);
    const workbench = await open(workspace(), { userData, env: { HOME: home } });
    undo = makeReadOnly(home);
    const { labs } = content();
    await openLab(workbench, 'The key in the code', 'TypeScript');
    await repair(workbench, await labInFront(workbench, labs), 'typescript');

    const file = join(home, 'ada.json');
    const path = await askWhereToSave(workbench, 'Ada Lovelace', file);
    await path.fill(file);
    await workbench.page.keyboard.press('Enter');
    await new KeysView(workbench).untilSaid(/The file could not be written: .*(EROFS|EACCES|read-only|permission)/i);
    assert.ok(!existsSync(file));
    await workbench.screenshot('read-only-refused');
    await workbench.runCommand('Notifications: Clear All Notifications');

    const elsewhere = join(temporaryFolder('records'), 'ada.json');
    await exportRecord(workbench, 'Ada Lovelace', elsewhere);
    assert.match(readFileSync(elsewhere, 'utf8'), /"lab": "key-in-code"/);

    // VS Code in a browser keeps what an extension remembers there.
    await workbench.reload();
    await workbench.runCommand('Claude Guard: Show Training');
    await new TrainingView(workbench).untilRows(
      (rows) => rows.some((one) => one.startsWith('Lab: The key in the code, done')),
      'the lab to be done',
    );
    await workbench.screenshot('read-only-training');
  });
});
