/**
 * "Check Dependencies Online": asks a database of advisories about the workspace's packages, because a person has asked. What is
 * sent, and to whom, is said before; nothing is in an untrusted workspace. What was answered holds until the window is closed.
 */
import { type LogOutputChannel, l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import type { Asking } from '../../audit/online/asking';
import { type Cache, readCache } from '../../audit/online/cache';
import { askOsv, distinct, type OsvOutcome } from '../../audit/online/osv';
import type { Network } from '../../audit/online/request';
import { failureText, named } from '../../audit/online/words';
import type { AskedPackage } from '../../engine/packages/types';
import type { Scanner } from '../../scanner/types';
import { today } from '../findings/scan/folder';
import type { ScanOutcome } from '../findings/scan/workspace-scan';
import type { FindingStore } from '../findings/store';

/** How the database is reached from here. */
export interface OnlinePlatform extends Pick<Network, 'send'> {
  isProxied(): boolean;
  /** Throws where the environment names one that will not do. */
  base(): string;
  /** What else is to be said where there was no answer. */
  hint?: string;
}

export interface OnlineOptions {
  online: OnlinePlatform;
  /** Where what was answered is kept. */
  storage: Uri;
  asking: Asking<Scanner>;
  store: FindingStore;
  log: LogOutputChannel;
  /** Looks at the whole workspace, with progress. */
  scan(): Promise<ScanOutcome>;
  /** Looks at what is known of it again. */
  again(): Promise<void>;
}

const cacheFile = ({ storage }: OnlineOptions): Uri => Uri.joinPath(storage, 'osv.json');

async function openCache(options: OnlineOptions): Promise<Cache> {
  const bytes = await Promise.resolve(workspace.fs.readFile(cacheFile(options))).catch(() => new Uint8Array());
  return readCache(new TextDecoder().decode(bytes));
}

/** What cannot be kept is asked again, another time. */
async function keep(cache: Cache, options: OnlineOptions): Promise<void> {
  const file = cacheFile(options);
  await Promise.resolve(workspace.fs.writeFile(file, new TextEncoder().encode(cache.text()))).catch(() => {});
}

/** Shown before anything is sent; the rest is in the log. */
const mostNamed = 12;

async function isAgreed(packages: readonly AskedPackage[], host: string, log: LogOutputChannel): Promise<boolean> {
  log.info(`Packages that ${host} is to be asked about: ${packages.map(named).join(', ')}`);
  const rest = packages.length - mostNamed;
  const detail = [
    l10n.t('The names and versions of these packages are sent to {0}, a public database, and nothing else:', host),
    ...packages.slice(0, mostNamed).map((one) => `• ${named(one)}`),
    ...(rest > 0 ? [l10n.t('… and {0} more, which Claude Guard’s log lists.', rest)] : []),
  ].join('\n');
  const send = l10n.t('Ask {0}', host);
  const question =
    packages.length === 1 ? l10n.t('Ask about one package?') : l10n.t('Ask about {0} packages?', packages.length);
  return (await window.showInformationMessage(question, { modal: true, detail }, send)) === send;
}

function waiting(time: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, time);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function ask(packages: readonly AskedPackage[], base: string, options: OnlineOptions): Promise<OsvOutcome> {
  const { online } = options;
  const title = l10n.t('Asking {0} about packages…', new URL(base).host);
  const cache = await openCache(options);
  const how = { location: ProgressLocation.Notification, title, cancellable: true };
  const outcome = await window.withProgress(how, (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => controller.abort());
    const network = {
      send: online.send,
      base,
      isProxied: online.isProxied(),
      wait: waiting,
      signal: controller.signal,
    };
    return askOsv(packages, { ...network, cache, now: Date.now(), today: today() });
  });
  await keep(cache, options);
  return outcome;
}

/** The address; undefined where there is none that will do, which has been said. */
function baseOf({ online }: OnlineOptions): string | undefined {
  try {
    return online.base();
  } catch (error) {
    void window.showErrorMessage(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

/** What may be asked about. Undefined where the person has ended the scan. */
async function gathered({ asking, scan }: OnlineOptions): Promise<AskedPackage[] | undefined> {
  const { value, packages } = await asking.gathering(scan);
  return value.cancelled ? undefined : distinct(packages);
}

const vulnerable = 'vulnerable-dependency';

function sayDone(packages: number, { store }: OnlineOptions): void {
  const all = [...store.entries()].flatMap(([, { findings }]) => findings);
  const count = all.filter(({ rule }) => rule === vulnerable).length;
  const asked =
    packages === 1 ? l10n.t('One package was looked up.') : l10n.t('{0} packages were looked up.', packages);
  const found =
    count === 0
      ? l10n.t('None has a known flaw.')
      : l10n.t(
          'Vulnerable dependencies in the workspace: {0}. The findings tell the first versions without a flaw.',
          count,
        );
  const holds = l10n.t('This holds until the window is closed.');
  void window.showInformationMessage(`${asked} ${found} ${holds}`);
}

export async function checkOnline(options: OnlineOptions): Promise<void> {
  if (!workspace.isTrusted) {
    const message = l10n.t('Nothing is sent from a folder in Restricted Mode: trust it first.');
    return void window.showWarningMessage(message);
  }
  if (!workspace.workspaceFolders?.length)
    return void window.showInformationMessage(l10n.t('Open a folder to check its dependencies.'));
  const base = baseOf(options);
  const packages = base === undefined ? undefined : await gathered(options);
  if (base === undefined || !packages) return;
  if (packages.length === 0) {
    const message = l10n.t('No package that has to do with Claude is named in a version here: nothing was sent.');
    return void window.showInformationMessage(message);
  }
  const { host } = new URL(base);
  if (await isAgreed(packages, host, options.log)) await lookUp(packages, base, options);
}

async function lookUp(packages: readonly AskedPackage[], base: string, options: OnlineOptions): Promise<void> {
  const outcome = await ask(packages, base, options);
  if (outcome.kind === 'failed') {
    if (outcome.failure.kind === 'cancelled') return;
    const { hint } = options.online;
    const said = failureText(outcome.failure, new URL(base).host, l10n.t);
    const rest = l10n.t('What was found before stands.');
    return void window.showWarningMessage([said, rest, ...(hint === undefined ? [] : [hint])].join(' '));
  }
  options.asking.answered = outcome.answered;
  await options.again();
  sayDone(outcome.packages, options);
}
