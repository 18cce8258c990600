/** "Verify Key": asks the API, once, because a person has asked. */
import { commands, env, l10n, ProgressLocation, Uri, window } from 'vscode';
import { isStored, pickKey, type Typed } from './ask';
import type { Keys } from './keys';
import { consolePage, named, sayFailure } from './say';
import { endpoint } from './settings';
import type { KeyInfo } from './types';
import { verdictText } from './verdict-text';
import { isLive, type Verdict, verify } from './verify';

/** How long the API may take, in ms. */
const limit = 15_000;

export interface Checked {
  kind: Verdict['kind'];
  live: boolean;
  /** Waiting is all that there is to do. */
  isPassing: boolean;
  /** Sentences. */
  said: string;
}

/** Undefined where nothing was asked, which has been said. */
export async function checkValue({ value, family }: Typed, { network }: Keys): Promise<Checked | undefined> {
  if (!network) {
    void window.showWarningMessage(
      l10n.t('A browser cannot ask the API for you: verify the key in VS Code on the desktop.'),
    );
    return undefined;
  }
  const place = endpoint();
  if ('problem' in place) {
    void window.showErrorMessage(place.problem);
    return undefined;
  }
  const { host } = new URL(place.base);
  const { ask, isProxied } = network;
  const options = { ask, base: place.base, family, key: value, isProxied: isProxied(), limit };
  const title = l10n.t('Asking {0} whether the key works…', host);
  const verdict = await window.withProgress({ location: ProgressLocation.Notification, title }, () => verify(options));
  const isPassing = verdict.kind === 'limited' && verdict.wait !== undefined;
  return { kind: verdict.kind, live: isLive(verdict), isPassing, said: verdictText(verdict, host, l10n.t) };
}

/** What has come out, with the key and in the log. */
export async function record(key: KeyInfo, { live, said }: Checked, { vault, log }: Keys): Promise<void> {
  const now = Date.now();
  await vault.change(key.id, { used: now, ...(live && { worked: now }) });
  await log.add('verified', key, said);
}

interface Step {
  label: string;
  run(): Thenable<unknown>;
}

const settings: Partial<Record<Verdict['kind'], string>> = {
  ...{ notFound: 'claudeGuard.keys.baseUrl', redirected: 'claudeGuard.keys.baseUrl' },
  ...{ proxy: 'http.proxy', proxyLogin: 'http.proxy' },
};
const forConsole: ReadonlySet<Verdict['kind']> = new Set(['rejected', 'notAllowed', 'billing', 'limited']);

/** What a person would do about an answer. With a button VS Code also shows more of a message than its first line. */
function nextStep({ kind, isPassing }: Checked, key: KeyInfo, keys: Keys): Step {
  const setting = settings[kind];
  if (setting !== undefined)
    return {
      label: l10n.t('Open Settings'),
      run: () => commands.executeCommand('workbench.action.openSettings', setting),
    };
  if (forConsole.has(kind) && !isPassing)
    return { label: l10n.t('Open the Console'), run: () => env.openExternal(Uri.parse(consolePage, true)) };
  if (kind === 'works')
    return { label: l10n.t('Show Access Log'), run: () => commands.executeCommand('claudeGuard.keys.showLog') };
  return { label: l10n.t('Try Again'), run: () => verifyKey(key, keys) };
}

/** Not waited for. */
async function tell(key: KeyInfo, checked: Checked, keys: Keys): Promise<void> {
  const { live, said } = checked;
  const { label, run } = nextStep(checked, key, keys);
  const show: (message: string, button: string) => Thenable<string | undefined> = live
    ? window.showInformationMessage
    : window.showWarningMessage;
  if ((await show(`${named(key)}: ${said}`, label)) === label) await run();
}

export async function verifyKey(given: unknown, keys: Keys): Promise<void> {
  const key = await pickKey(given, keys, l10n.t('Which key is to be verified?'), isStored);
  if (!key) return;
  const checked = await checkValue({ value: await keys.vault.value(key.id), family: key.family }, keys);
  if (!checked) return;
  await record(key, checked, keys).catch(sayFailure);
  void tell(key, checked, keys).catch(sayFailure);
}
