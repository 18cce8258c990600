/** "Rotate Key": a new value in the place of the old one, step by step. Until the last step the old one stays. */
import { commands, env, l10n, Uri, window } from 'vscode';
import { maskSecret } from '../../engine/credentials/masking';
import { isMeantTwice } from './add';
import { askKey, isStored, pickKey, type Typed } from './ask';
import { type Checked, checkValue, record } from './check';
import type { Keys } from './keys';
import { consolePage, named, sayFailure } from './say';
import type { KeyInfo } from './types';
import { type Holders, nameHolders } from './use/close-terminals';

const openConsole = () => env.openExternal(Uri.parse(consolePage, true));

async function hasNewKey(key: KeyInfo): Promise<boolean> {
  const [page, ready] = [l10n.t('Open the Console'), l10n.t('I Have the New Key')];
  const detail = l10n.t(
    '1. In the Console, create a new key in the old one’s workspace.\n2. Paste it here; it is verified if you like.\n3. It takes the old one’s place.\n4. Disable the old one ({0}) in the Console.',
    key.masked,
  );
  const message = l10n.t('Rotate {0}', named(key));
  const answer = await window.showInformationMessage(message, { modal: true, detail }, ready, page);
  if (answer === page) await openConsole();
  return answer !== undefined;
}

/** Whether the new key is to take the old one's place, and what its verification said. */
interface Judged {
  isTaken: boolean;
  checked?: Checked;
}

async function judge(typed: Typed, keys: Keys): Promise<Judged> {
  if (!keys.network) return { isTaken: true };
  const [yes, skip] = [l10n.t('Verify'), l10n.t('Skip')];
  const question = l10n.t('Verify the new key before it takes the old one’s place?');
  const answer = await window.showInformationMessage(question, { modal: true }, yes, skip);
  if (answer !== yes) return { isTaken: answer === skip };
  const checked = await checkValue(typed, keys);
  if (!checked) return { isTaken: false };
  if (checked.live) return { isTaken: true, checked };
  const anyway = l10n.t('Use It All the Same');
  const detail = l10n.t('The old key is still in its place.');
  const taken = (await window.showWarningMessage(checked.said, { modal: true, detail }, anyway)) === anyway;
  return { isTaken: taken, checked };
}

async function replace(key: KeyInfo, typed: Typed, { checked }: Judged, keys: Keys): Promise<void> {
  await keys.vault.replace(key.id, typed);
  const renewed = { ...key, masked: maskSecret(typed.value) };
  // In the order in which it was done.
  if (checked) await record(renewed, checked, keys).catch(sayFailure);
  await keys.log.add('rotated', renewed, l10n.t('Before: {0}', key.masked));
}

/** Not waited for. */
async function remind(old: KeyInfo, { filesWith }: Keys): Promise<void> {
  const count = filesWith(old.masked);
  const [page, show] = [l10n.t('Open the Console'), l10n.t('Show Findings')];
  const places = [
    ...(count > 0
      ? [
          count === 1
            ? l10n.t('It still stands in 1 file of this workspace.')
            : l10n.t('It still stands in {0} files of this workspace.', count),
        ]
      : []),
    l10n.t('Programs that have it need the new one first.'),
  ].join(' ');
  const message = l10n.t(
    '{0} has its new key. The old one ({1}) works until you disable it in the Console.',
    named(old),
    old.masked,
  );
  const answer = await window.showWarningMessage(`${message} ${places}`, page, ...(count > 0 ? [show] : []));
  if (answer === page) await openConsole();
  if (answer === show) await commands.executeCommand('claudeGuard.showFindings');
}

export async function rotateKey(given: unknown, keys: Keys, terminals: Holders): Promise<void> {
  const key = await pickKey(given, keys, l10n.t('Which key is to be rotated?'), isStored);
  if (!key || !(await hasNewKey(key))) return;
  const old = await keys.vault.value(key.id);
  const refuse = (value: string) => (value === old ? l10n.t('This is the old key.') : undefined);
  const typed = await askKey(l10n.t('Rotate {0}', named(key)), l10n.t('Paste the new key.'), refuse);
  if (!typed || !(await isMeantTwice(typed, keys))) return;
  const judged = await judge(typed, keys);
  if (!judged.isTaken) return;
  await replace(key, typed, judged, keys);
  void remind(key, keys);
  await nameHolders([key], terminals, l10n.t('The old key of {0} is no longer given to programs', named(key)));
}
