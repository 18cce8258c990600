/**
 * Sessions of "Claude Guard", for other extensions: VS Code asks the person whether an extension may have one, and keeps the answer.
 * It does not tell which extension asks, so that the log cannot name it.
 */
import {
  type AuthenticationProvider,
  type AuthenticationProviderAuthenticationSessionsChangeEvent,
  type AuthenticationSession,
  Disposable,
  EventEmitter,
  l10n,
  window,
  workspace,
} from 'vscode';
import { isStored, pickKey } from '../ask';
import { bindKey } from '../change';
import { folders, type KeyStore } from '../keys';
import type { KeyInfo } from '../types';
import type { Sharing } from './sharing';
import { titleOf } from './texts';
import { noteUse } from './used';

type Changed = AuthenticationProviderAuthenticationSessionsChangeEvent;

/** A scope is an environment; without one, it is whichever the folder's key has. */
const suits = ({ environment }: KeyInfo, scopes: readonly string[]): boolean =>
  scopes.every((scope) => scope === environment);

const accountOf = ({ id, name, environment }: KeyInfo) => ({ id, label: `${name} (${environment})` });

/** What of a window's use of keys matters here. */
export type Shared = Pick<Sharing, 'active' | 'allows' | 'consent' | 'onDidChange' | 'setConsent' | 'update'>;

export class Provider implements AuthenticationProvider, Disposable {
  readonly #sharing: Shared;
  readonly #keys: KeyStore;
  readonly #emitter = new EventEmitter<Changed>();
  readonly onDidChangeSessions = this.#emitter.event;
  readonly #subscription: Disposable;
  #known: readonly KeyInfo[] = [];

  constructor(sharing: Shared, keys: KeyStore) {
    this.#sharing = sharing;
    this.#keys = keys;
    this.#subscription = Disposable.from(
      sharing.onDidChange(() => this.#tell()),
      this.#emitter,
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Without scopes, VS Code only lists accounts: no key is read for that. */
  async getSessions(scopes: readonly string[] | undefined): Promise<AuthenticationSession[]> {
    const fitting = this.#shared().filter((key) => suits(key, scopes ?? []));
    return Promise.all(fitting.map((key) => this.#session(key, scopes)));
  }

  /** A person has told VS Code that an extension may ask. */
  async createSession(scopes: readonly string[]): Promise<AuthenticationSession> {
    const [folder] = folders();
    if (!folder || !workspace.isTrusted)
      throw new Error(l10n.t('Keys are for folders that you trust: open one, and try again.'));
    const isNew = !this.#sharing.allows('extensions');
    if (!(await this.#isAllowed())) throw new Error(l10n.t('No key was given out.'));
    const key = this.#shared().find((one) => suits(one, scopes)) ?? (await this.#choose(scopes));
    if (!key) throw new Error(l10n.t('No key was given out.'));
    if (isNew) await this.#keys.log.add('allowed', key, titleOf('extensions'));
    return this.#session(key, scopes);
  }

  /** "Sign out" means that no extension gets a key here any more. */
  async removeSession(): Promise<void> {
    const before = this.#shared();
    const rest = [...this.#sharing.consent].filter((way) => way !== 'extensions');
    await this.#sharing.setConsent(new Set(rest));
    for (const key of before) await this.#keys.log.add('stopped', key, titleOf('extensions'));
  }

  #shared(): readonly KeyInfo[] {
    return this.#sharing.allows('extensions') ? this.#sharing.active : [];
  }

  async #isAllowed(): Promise<boolean> {
    if (this.#sharing.allows('extensions')) return true;
    const yes = l10n.t('Allow');
    const message = l10n.t('May other extensions ask for this workspace’s key?');
    const detail = l10n.t(
      'VS Code asks you for each extension, and its Manage Trusted Extensions takes it back. An extension that has had the key may keep it.',
    );
    if ((await window.showWarningMessage(message, { modal: true, detail }, yes)) !== yes) return false;
    await this.#sharing.setConsent(new Set([...this.#sharing.consent, 'extensions']));
    return true;
  }

  async #choose(scopes: readonly string[]): Promise<KeyInfo | undefined> {
    const isMeant = (key: KeyInfo) => isStored(key) && suits(key, scopes);
    const key = await pickKey(undefined, this.#keys, l10n.t('Which key is this workspace’s?'), isMeant);
    const [folder] = folders();
    if (!key || !folder) return undefined;
    await bindKey(key, folder, this.#keys);
    await this.#sharing.update();
    return key;
  }

  async #session(key: KeyInfo, scopes: readonly string[] | undefined): Promise<AuthenticationSession> {
    const session = { id: key.id, account: accountOf(key), scopes: scopes ?? [key.environment] };
    if (scopes === undefined) return { ...session, accessToken: '' };
    const accessToken = await this.#keys.vault.value(key.id);
    await noteUse(this.#keys, key, 'given', l10n.t('Read by VS Code, which gives it to extensions that you allow'));
    return { ...session, accessToken };
  }

  /** Another key is another session: extensions ask again. */
  #tell(): void {
    const now = this.#shared();
    const same = (a: KeyInfo) => (b: KeyInfo) => a.id === b.id && a.masked === b.masked;
    const added = now.filter((key) => !this.#known.some(same(key)));
    const removed = this.#known.filter((key) => !now.some(same(key)));
    this.#known = now;
    if (added.length + removed.length === 0) return;
    const listed = (key: KeyInfo): AuthenticationSession => ({
      ...{ id: key.id, account: accountOf(key), scopes: [key.environment], accessToken: '' },
    });
    this.#emitter.fire({ added: added.map(listed), removed: removed.map(listed), changed: [] });
  }
}
