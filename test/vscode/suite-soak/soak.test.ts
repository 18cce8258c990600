/**
 * An hour of work in fast motion. Rounds do the same and end in the same state, so that whatever grows from one to the next
 * is a leak.
 */
import assert from 'node:assert/strict';
import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { commands, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { defaultSize } from '../../../src/scanner/node-pool';
import { scanned, shown } from '../suite/command-line';
import { key, ours, ruleOf, until, untilRules } from '../suite/support';
import { heapInUse, load, mostOfWorker, workerThreads } from './measure';
import { git, leaking, makeRepository, write } from './repository';

const rounds = 6;
const mebibyte = 1024 * 1024;
/**
 * What the least of the last third of the rounds may be above that of the first third, in bytes. One round alone says little: it
 * varies. The whole process has VS Code's own caches in it.
 */
const growth = { heap: 8 * mebibyte, worker: 16 * mebibyte, process: 64 * mebibyte };
/** One for what is urgent, one for listing files, and one that knows the folders' code come on top of the pool's size. */
const mostWorkers = defaultSize() + 3;
const editsInRound = 12;
/** Of a machine that is busy with other things. Without them all rounds take less than two minutes. */
const limitMs = 600_000;
const leak = `KEY = "${key}"\n`;

const base = dirname(workspace.workspaceFile!.fsPath);
const app = join(base, 'app');
const inApp = (path: string): Uri => Uri.file(join(app, path));

/** Waits until as many files below a folder have findings. */
const untilFiles = (folder: string, count: number): Promise<unknown> => {
  const files = () => new Set(shown(folder).map((row) => row.slice(0, row.indexOf(':')))).size;
  return until(`${count} files with findings in ${folder}`, () => files() === count).catch(async (error: Error) => {
    const [rows, expected] = [shown(folder), await scanned(folder)];
    const [surplus, missing] = [without(rows, expected), without(expected, rows)];
    throw new Error(`${error.message} There were ${files()}; ${surplus.join()} too many, ${missing.join()} too few.`);
  });
};

const without = (rows: readonly string[], others: readonly string[]) => rows.filter((row) => !others.includes(row));

/**
 * Types, and saves now and then, without waiting for anybody. Another file in each round: VS Code keeps a document for minutes,
 * with its old text, and would ask what to do about a file that has come back.
 */
async function editAndSave(round: number): Promise<void> {
  const path = `work/edited${round}.py`;
  write(join(app, path), 'import anthropic\n');
  const document = await workspace.openTextDocument(inApp(path));
  await window.showTextDocument(document);
  for (let index = 0; index < editsInRound; index++) {
    const edit = new WorkspaceEdit();
    if (index % 2 === 0) edit.insert(document.uri, document.positionAt(document.getText().length), leak);
    else edit.delete(document.uri, document.lineAt(document.lineCount - 2).rangeIncludingLineBreak);
    assert.ok(await workspace.applyEdit(edit));
    if (index % 4 === 0) assert.ok(await document.save());
  }
  await untilRules(document.uri);
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, document.positionAt(0), leak);
  await workspace.applyEdit(edit);
  await untilRules(document.uri, 'hardcoded-credential');
  assert.ok(await document.save());
  await commands.executeCommand('workbench.action.closeActiveEditor');
}

/** In the editor, and behind its back. */
async function renameAndDelete(): Promise<void> {
  for (let index = 0; index < 20; index++) write(join(app, `work/old/f${index}.py`), leak);
  await untilFiles(join(app, 'work/old'), 20);
  const edit = new WorkspaceEdit();
  edit.renameFile(inApp('work/old'), inApp('work/new'));
  assert.ok(await workspace.applyEdit(edit));
  await untilFiles(join(app, 'work/new'), 20);
  await untilFiles(join(app, 'work/old'), 0);
  renameSync(join(app, 'work/new'), join(app, 'work/newer'));
  await untilFiles(join(app, 'work/newer'), 20);
  const deletion = new WorkspaceEdit();
  for (let index = 0; index < 20; index++) deletion.deleteFile(inApp(`work/newer/f${index}.py`));
  assert.ok(await workspace.applyEdit(deletion));
  await untilFiles(join(app, 'work'), 1);
  rmSync(join(app, 'work'), { recursive: true });
  await untilFiles(join(app, 'work'), 0);
}

async function switchBranches(): Promise<void> {
  await git(app, 'checkout', '--quiet', 'keys');
  await untilFiles(app, leaking.keys);
  await git(app, 'checkout', '--quiet', 'main');
  await untilFiles(app, leaking.main);
}

/** VS Code takes one change of folders at a time. */
async function changeFolders(change: () => boolean): Promise<void> {
  const told = new Promise<void>((resolve) => {
    const subscription = workspace.onDidChangeWorkspaceFolders(() => {
      subscription.dispose();
      resolve();
    });
  });
  assert.ok(change());
  await told;
}

async function addAndRemoveFolder(): Promise<void> {
  const uri = Uri.file(join(base, 'library'));
  const at = workspace.workspaceFolders!.length;
  await changeFolders(() => workspace.updateWorkspaceFolders(at, 0, { uri }));
  await untilFiles(uri.fsPath, 50);
  await changeFolders(() => workspace.updateWorkspaceFolders(at, 1));
  await untilFiles(uri.fsPath, 0);
  await untilWatched();
}

/**
 * VS Code watches anew when folders have changed, and tells nothing of what happens in between: for folders that are made while
 * it begins, not ever.
 */
async function untilWatched(): Promise<void> {
  for (let index = 0, seen = false; !seen; index++) {
    assert.ok(index < 100, 'No change is told any more.');
    const uri = inApp(`watched/f${index}.py`);
    write(uri.fsPath, leak);
    const end = Date.now() + 3000;
    while (!seen && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      seen = ours(uri).length > 0;
    }
  }
  rmSync(join(app, 'watched'), { recursive: true });
  await untilFiles(join(app, 'watched'), 0);
}

/** A configuration comes, is broken, and goes. */
async function configure(): Promise<void> {
  write(join(app, '.claude-guard.json'), '{ "rules": { "hardcoded-credential": "off" } }\n');
  await untilFiles(app, 0);
  write(join(app, '.claude-guard.json'), '{ "exclude": 1 }\n');
  await until('the mistake', () => ours(inApp('.claude-guard.json')).length === 1);
  rmSync(join(app, '.claude-guard.json'));
  await untilFiles(app, leaking.main);
}

/** A worker that takes too long is ended. */
async function hang(): Promise<void> {
  const lines = Array.from({ length: 20_000 }, (_, index) => `x${index} = f(anthropic, "a${index}", [y, {"k": z}])`);
  const settings = () => workspace.getConfiguration('claudeGuard');
  await settings().update('fileTimeout', 100);
  write(join(app, 'hard.py'), `import anthropic\n${lines.join('\n')}\n`);
  await until('the notice', () => ours(inApp('hard.py')).some((one) => ruleOf(one) === 'not-analysed'));
  rmSync(join(app, 'hard.py'));
  await settings().update('fileTimeout', undefined);
  await untilRules(inApp('hard.py'));
}

const steps = { editAndSave, renameAndDelete, switchBranches, addAndRemoveFolder, configure };

async function runRound(round: number): Promise<void> {
  const times: string[] = [];
  for (const [name, step] of Object.entries(steps)) {
    const start = performance.now();
    await step(round);
    times.push(`${name} ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  console.log(`      Round ${round + 1}: ${times.join(', ')}`);
}

const inMebibytes = (values: readonly number[]) => values.map((bytes) => (bytes / mebibyte).toFixed(1)).join(', ');

describe('An hour of work', () => {
  /** After each round. */
  const used: Record<keyof typeof growth, number[]> = { heap: [], worker: [], process: [] };
  const workers: number[] = [];

  before(async () => {
    for (let index = 0; index < 50; index++) write(join(base, `library/f${index}.py`), leak);
    await untilWatched();
    await makeRepository(app);
    await untilFiles(app, leaking.main);
  });

  it(`${rounds} rounds of edits, branch switches, renames, folders and configurations leave what was there before`, async function () {
    this.timeout(limitMs);
    for (let round = 0; round < rounds; round++) {
      await runRound(round);
      used.heap.push(await heapInUse());
      used.worker.push(mostOfWorker());
      used.process.push(process.memoryUsage.rss());
      workers.push(workerThreads().length);
    }
  });

  it('and a hanging file in between', hang);

  for (const [name, most] of Object.entries(growth) as [keyof typeof growth, number][]) {
    it(`memory is flat: ${name}`, () => {
      const values = used[name];
      console.log(`      MiB after each round: ${inMebibytes(values)}`);
      assert.equal(values.length, rounds);
      const grown = Math.min(...values.slice(-rounds / 3)) - Math.min(...values.slice(0, rounds / 3));
      assert.ok(grown < most, `It has grown: ${inMebibytes(values)} MiB.`);
      assert.ok(Math.min(...values) > 0);
    });
  }

  it('no diagnostic is out of date: the command line finds the same', async () => {
    await git(app, 'checkout', '--quiet', 'keys');
    const expected = await scanned(app);
    assert.ok(expected.length >= leaking.keys, `${expected.length}`);
    await until('the same findings', () => shown(app).join('\n') === expected.join('\n')).catch(() =>
      assert.deepEqual(shown(app), expected),
    );
    assert.deepEqual(shown(join(base, 'library')), []);
  });

  it('no worker is left behind', async () => {
    const before = workerThreads();
    for (const count of [...workers, before.length]) assert.ok(count <= mostWorkers, `${count} workers`);
    assert.ok(before.length > 0, 'a worker that can be seen');
    await commands.executeCommand('claudeGuard.restartScanner');
    await until('the end of every old worker', () => !workerThreads().some((id) => before.includes(id)));
  });

  it('nothing goes on', async () => {
    let share = 1;
    await until('less than 3 % of a processor', async () => {
      share = await load();
      return share < 0.03;
    }).catch((error: Error) => {
      throw new Error(`${error.message} It was ${Math.round(share * 100)} %.`);
    });
  });
});
