/**
 * The keys' side of the extension, as far as it is there from the start. All else is loaded when somebody opens the view or asks
 * for something, and where the use of keys was allowed before.
 */
import {
  type AuthenticationProviderAuthenticationSessionsChangeEvent,
  authentication,
  Disposable,
  EventEmitter,
  type Uri,
  workspace,
} from 'vscode';
import { Part, registerLater, viewLater } from '../part';
import { pageScheme, providerId, viewId } from './ids';
import type { KeysOptions } from './keys';
import type { KeysPart } from './part';
import { readConsent } from './use/consent';
import type { OpenBroker } from './use/sharing';

/** Behind `claudeGuard.keys.` */
const keyCommands = [
  'add',
  'rotate',
  'verify',
  'rename',
  'renameSelected',
  'moveEnvironment',
  'use',
  'stopUsing',
  'delete',
  'deleteSelected',
  'removeAll',
  'refresh',
  'showLog',
  'exportLog',
  'share',
  'switchEnvironment',
  'stopSharing',
  'menu',
  'manageExtensions',
  'writeEnv',
] as const;

export type KeyCommand = (typeof keyCommands)[number];

/** @param changed of a page */
const registerPages = (keys: Part<KeysPart>, changed: EventEmitter<Uri>): Disposable =>
  workspace.registerTextDocumentContentProvider(pageScheme, {
    onDidChange: changed.event,
    provideTextDocumentContent: async (uri) => (await keys.get()).pageText(uri),
  });

type SessionsChange = AuthenticationProviderAuthenticationSessionsChangeEvent;

function registerProvider(keys: Part<KeysPart>, changed: EventEmitter<SessionsChange>): Disposable {
  const provider = {
    onDidChangeSessions: changed.event,
    getSessions: async (scopes: readonly string[] | undefined) => (await keys.get()).provider.getSessions(scopes),
    createSession: async (scopes: readonly string[]) => (await keys.get()).provider.createSession(scopes),
    removeSession: async () => (await keys.get()).provider.removeSession(),
  };
  const options = { supportsMultipleAccounts: true };
  return authentication.registerAuthenticationProvider(providerId, 'Claude Guard', provider, options);
}

/** No other extension waits for it. */
function goOnSharing(keys: Part<KeysPart>, { context }: KeysOptions): Disposable {
  const timer = setTimeout(() => {
    if (readConsent(context.workspaceState).size > 0) void keys.get();
  }, 0);
  return new Disposable(() => clearTimeout(timer));
}

export function startKeys(
  options: KeysOptions,
  openBroker: OpenBroker | undefined,
): { keys: Part<KeysPart>; started: Disposable } {
  const pages = new EventEmitter<Uri>();
  const sessions = new EventEmitter<SessionsChange>();
  const rows = viewLater(viewId, async () => (await keys.get()).rows);
  const keys: Part<KeysPart> = new Part(async () => {
    const part = (await import('./part')).openKeys(options, openBroker, rows.view);
    part.onDidChangePage((uri) => pages.fire(uri));
    part.provider.onDidChangeSessions((change) => sessions.fire(change));
    return part;
  });
  const started = Disposable.from(
    ...[keys, rows, pages, sessions],
    registerPages(keys, pages),
    registerProvider(keys, sessions),
    goOnSharing(keys, options),
    registerLater('claudeGuard.keys.', keyCommands, async (name, given) => (await keys.get()).run(name, given)),
  );
  return { keys, started };
}
