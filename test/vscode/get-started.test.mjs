// @ts-check
/** A new member goes through every step of *Get started*, from the installed `.vsix` on. */
import assert from 'node:assert/strict';
import { fakeKey } from '../support/fake-key.mjs';
import { withWorkbench } from './hooks.mjs';
import { KeysView } from './keys-view.mjs';
import { answer, repair } from './member.mjs';
import { content, Member, workspace } from './new-member.mjs';
import { packaged } from './packaged.mjs';
import { openWalkthrough, press, ticked, titles, untilTicked, VIEWPORT } from './walkthrough.mjs';
import { AGAIN_MS, isVisibleWithin, until } from './workbench.mjs';

const TEST_LIMIT_MS = 400_000;
const START = 'Get started with Claude Guard';
const TRAINING = 'Secure Claude integrations';

describe('A new member', function () {
  this.timeout(TEST_LIMIT_MS);

  const open = withWorkbench('get-started');

  it('installs the package, and gets started', async () => {
    const theme = /** @type {const} */ ('contrast');
    const workbench = await open(workspace(), { extension: packaged(), theme, viewport: VIEWPORT });
    await openWalkthrough(workbench, START);
    await getStarted(new Member(workbench, theme), content().labs);
  });
});

/** Every step of the first walkthrough, up to the second. @param {Member} member @param {Lab[]} labs */
async function getStarted(member, labs) {
  const { workbench, page } = member;
  assert.deepEqual(await ticked(workbench), []);
  await member.look('start');

  await press(workbench, 'Scan your workspace', 'Scan Workspace', async () => true);
  await untilTicked(workbench, 'Scan your workspace');
  await until(async () => /\d/.test(await workbench.statusBarText()), 'the finding');

  await press(workbench, 'Read your first finding', 'Show Findings', () =>
    isVisibleWithin(
      page.locator('.sidebar .pane:has(> .pane-header[aria-label^="Findings"]) .monaco-list-row').first(),
      AGAIN_MS,
    ),
  );
  await untilTicked(workbench, 'Read your first finding');
  await member.look('start-finding');

  const lab = await member.startLab('Fix your first weakness', labs);
  assert.equal(lab.id, 'key-in-code');
  await member.lookAtPage('lab-key-in-code', '.goals');
  await repair(workbench, lab, 'typescript');
  await member.lookAtPage('lab-key-in-code-done', '.goals.done');
  await member.back(START);
  await untilTicked(workbench, 'Fix your first weakness');

  const keys = new KeysView(workbench);
  const asks = /Paste a Claude key/;
  const input = page.locator('.quick-input-widget', { hasText: asks });
  await press(workbench, 'Store your key', 'Add a Key', () => isVisibleWithin(input, AGAIN_MS));
  await member.look('start-key');
  await answer(workbench, asks, fakeKey('api03', 'of a new member'));
  await keys.choose(/Which environment/, 'development');
  await keys.answer(/What the key is for/, 'first');
  await keys.untilSaid(/is in VS Code’s encrypted store now/);
  await untilTicked(workbench, 'Store your key');
  await member.look('start-key-stored');

  const configuration = page.locator('.tab.active[data-resource-name=".claude-guard.json"]');
  await press(workbench, 'Decide what counts', 'Open Configuration', () => isVisibleWithin(configuration, AGAIN_MS));
  await member.look('start-configuration');
  await workbench.save();
  await member.back(START);
  await untilTicked(workbench, 'Decide what counts');

  const training = page.locator('.getting-started-category', { hasText: TRAINING }).first();
  const all = await titles(workbench);
  await member.look('start-done');
  assert.deepEqual(await ticked(workbench), all);
  await press(workbench, 'Learn what matters', 'Go to the Team Training', () => isVisibleWithin(training, AGAIN_MS));
}
