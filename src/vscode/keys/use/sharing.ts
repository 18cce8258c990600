/** The use of keys in this window: what is allowed, and what follows of it. Nothing is running where nothing is allowed. */
import { Disposable, l10n, type Terminal, workspace } from 'vscode';
import { replyWith } from '../../../keys/proof';
import { addressVariable, type KeyReply, type KeyRequest, tokenVariable } from '../../../keys/protocol';
import { variableOf } from '../../../rules/support/names';
import { Emitter } from '../../emitter';
import { folders, type Keys } from '../keys';
import { sayFailure } from '../say';
import type { KeyInfo, Marks } from '../types';
import { activeKey, hasUnreadable } from './active';
import type { Broker, Respond } from './broker-types';
import { type Consent, readConsent, type Way, writeConsent } from './consent';
import { type Additions, TerminalEnvironment } from './environment';
import { Grants } from './grants';
import { agree, isAgreed, isOwnSetting } from './own-settings';
import { persistenceSetting, storesTerminals } from './stored-terminals';
import { TerminalList } from './terminal-list';
import { noteUse } from './used';
import { Withdrawn } from './withdrawn';

/** Absent where there are no local programs. */
export type OpenBroker = (respond: Respond) => Promise<Broker>;

export interface SharingOptions {
  keys: Keys;
  /** Of the workspace. */
  state: Marks;
  openBroker: OpenBroker | undefined;
  /** Nobody can guess it. */
  newToken(): string;
}

export interface Withdrawal {
  keys: readonly KeyInfo[];
  holders: readonly Terminal[];
}

/** A key in the environment. */
interface Own {
  /** Of the variable. */
  name: string;
  value: string;
}

const isInTerminals = (way: Way): boolean => way === 'helper' || way === 'environment';

const nameOf = (folder: string): string | undefined =>
  workspace.workspaceFolders?.find(({ uri }) => uri.toString() === folder)?.name;

export class Sharing implements Disposable {
  readonly #options: SharingOptions;
  readonly #grants: Grants;
  readonly #environment: TerminalEnvironment;
  readonly #terminals: TerminalList;
  readonly #subscription: Disposable;
  readonly #changed = new Emitter<void>();
  readonly onDidChange = this.#changed.event;
  readonly #lost = new Emitter<readonly Terminal[]>();
  /** What was allowed is gone, though nobody has stopped it: all that is stored was removed. With terminals that have a key. */
  readonly onDidLoseConsent = this.#lost.event;
  readonly #withdrawn = new Withdrawn((keys) => void this.#tellWithdrawn(keys));
  readonly #gone = new Emitter<Withdrawal>();
  /** Keys were deleted, replaced or moved, in another window for instance, that terminals here have. */
  readonly onDidWithdraw = this.#gone.event;
  #isAllowed: boolean;
  #broker: Broker | undefined;
  /** Keys in the environment of new terminals, by folder. */
  #injected = new Map<string, KeyInfo>();
  #active = new Map<string, KeyInfo>();
  /** Changes, one after the other. */
  #last: Promise<void> = Promise.resolve();

  constructor(options: SharingOptions) {
    this.#options = options;
    this.#grants = new Grants(options.newToken);
    this.#environment = new TerminalEnvironment(options.keys.context);
    const allowed = readConsent(options.state);
    this.#isAllowed = this.consent.size > 0;
    const before = { keys: allowed.has('environment') ? ('unknown' as const) : [], mayAsk: allowed.has('helper') };
    this.#terminals = new TerminalList(options.state, () => this.#inForce(), before);
    const update = () => void this.update();
    this.#subscription = Disposable.from(
      this.#terminals,
      options.keys.onDidChange(update),
      workspace.onDidChangeWorkspaceFolders(update),
      workspace.onDidGrantWorkspaceTrust(update),
      workspace.onDidChangeConfiguration((change) => {
        const affects = (name: string) => change.affectsConfiguration(name);
        if (affects(persistenceSetting) || (this.consent.size > 0 && isOwnSetting(affects))) update();
      }),
    );
  }

  /** Terminals that are still open have lost whom to ask. */
  dispose(): void {
    this.#subscription.dispose();
    this.#changed.dispose();
    this.#lost.dispose();
    this.#gone.dispose();
    this.#withdrawn.dispose();
    this.#grants.revokeAll();
    this.#broker?.dispose();
  }

  /** As it is kept: "Remove All My Data" ends it, too. Nothing, as long as the workspace is not trusted. */
  get consent(): Consent {
    return workspace.isTrusted ? readConsent(this.#options.state) : new Set();
  }

  /** Keys that folders of this window use. */
  get active(): readonly KeyInfo[] {
    return [...new Set(this.#active.values())];
  }

  get hasTerminals(): boolean {
    return this.#options.openBroker !== undefined;
  }

  activeOf(folder: string): KeyInfo | undefined {
    return this.#active.get(folder);
  }

  allows(way: Way): boolean {
    return this.consent.has(way) && !(isInTerminals(way) && !this.isAgreed);
  }

  /** Whether a person knows what the workspace's own settings decide of its terminals. */
  get isAgreed(): boolean {
    return isAgreed(this.#options.state);
  }

  /** Terminals would have a key, but the workspace's own settings are not what a person has agreed to. */
  get isHeld(): boolean {
    return [...this.consent].some(isInTerminals) && !this.isAgreed;
  }

  /** @param print of the settings that a person has agreed to */
  async agree(print: string): Promise<void> {
    await agree(this.#options.state, print);
    await this.update();
  }

  /** Takes effect for all that starts from then on. */
  async setConsent(consent: Consent): Promise<void> {
    this.#isAllowed = consent.size > 0;
    await writeConsent(this.#options.state, consent);
    if (consent.size === 0) await agree(this.#options.state, '');
    // What is under way may wait for the secret store, for as long as that likes.
    if (!this.allows('environment')) this.#withdraw();
    await this.update();
  }

  /** Terminals that have, or may have, one of these keys. */
  holders(isMeant: (masked: string) => boolean): Promise<Terminal[]> {
    return this.#terminals.holders(isMeant);
  }

  /** Terminals that have these keys are named by whoever has changed them. */
  said(keys: readonly KeyInfo[]): void {
    this.#withdrawn.said(keys);
  }

  async #tellWithdrawn(keys: readonly KeyInfo[]): Promise<void> {
    const holders = await this.holders((given) => keys.some(({ masked }) => masked === given));
    if (holders.length > 0) this.#gone.fire({ keys, holders });
  }

  /** Terminals that have, or may have, a key in their environment. */
  startedWithKey(): Terminal[] {
    return this.#terminals.withKeys();
  }

  /** What is allowed, and the keys, as they are now. Never rejects. */
  update(): Promise<void> {
    this.#last = this.#last.then(() => this.#update()).catch(sayFailure);
    return this.#last;
  }

  async #update(): Promise<void> {
    const isLost = this.#isAllowed && this.consent.size === 0;
    this.#isAllowed = this.consent.size > 0;
    // Before the connections are closed, by which running programs are known.
    const holders = isLost ? await this.holders(() => true) : [];
    await this.#apply();
    if (isLost) this.#lost.fire(holders);
  }

  /** Where the store fails, new terminals have no key: what they have now may be what was just taken back. */
  async #apply(): Promise<void> {
    const { vault } = this.#options.keys;
    const open = folders().map(String);
    try {
      const all = this.consent.size > 0 ? await vault.list() : undefined;
      this.#withdrawn.follow(all);
      this.#active = new Map(open.flatMap((folder) => pair(folder, activeKey(folder, all ?? []))));
      this.#grants.retain(open);
      await this.#updateBroker();
      const values = await this.#values();
      this.#put(this.allows('environment') ? values : new Map());
    } catch (error) {
      this.#withdraw();
      throw error;
    } finally {
      this.#changed.fire();
    }
  }

  /** Into the environment of new terminals. @param values by folder */
  #put(values: ReadonlyMap<string, Own>): void {
    this.#environment.apply((folder) => this.#additions(folder, values.get(folder)));
  }

  #withdraw(): void {
    this.#injected = new Map();
    this.#put(new Map());
  }

  async #updateBroker(): Promise<void> {
    if (this.allows('helper')) {
      this.#broker ??= await this.#options.openBroker?.((request, closed) => this.#respond(request, closed));
      return;
    }
    this.#grants.revokeAll();
    this.#terminals.loseSight();
    this.#broker?.dispose();
    this.#broker = undefined;
  }

  /** What goes into the environment of terminals, by folder; each that was not there before is written down. */
  async #values(): Promise<ReadonlyMap<string, Own>> {
    const { keys } = this.#options;
    const isWanted = this.allows('environment') && this.hasTerminals && !storesTerminals();
    const before = this.#injected;
    this.#injected = isWanted ? this.#active : new Map();
    const values = new Map<string, Own>();
    for (const [folder, key] of this.#injected) {
      values.set(folder, { name: variableOf(key.family), value: await keys.vault.value(key.id) });
      const known = before.get(folder);
      if (known?.id !== key.id || known.masked !== key.masked)
        await noteUse(keys, key, 'injected', l10n.t('For new terminals'), nameOf(folder));
    }
    return values;
  }

  #additions(folder: string, own: Own | undefined): Additions | undefined {
    if (!this.#broker && !own) return undefined;
    const variables: Record<string, string> = own ? { [own.name]: own.value } : {};
    if (this.#broker) {
      variables[addressVariable] = this.#broker.address;
      variables[tokenVariable] = this.#grants.tokenFor(folder);
    }
    const description = own
      ? l10n.t('`{0}` is in the environment of new terminals.', own.name)
      : l10n.t('`claude-guard key` gives programs the key of this folder; it is not in the environment.');
    return { variables, description, ...(this.#broker && { path: this.#broker.commands }) };
  }

  #inForce() {
    const keys = [...this.#injected.values()].map(({ masked }) => masked);
    return { keys, mayAsk: this.#broker !== undefined };
  }

  async #respond(request: KeyRequest, closed: AbortSignal): Promise<KeyReply> {
    const { keys } = this.#options;
    const { mode, ancestors } = request;
    const grant = this.#grants.find(request);
    if (!grant || !this.allows('helper')) return { refused: 'revoked' };
    const { folder, token } = grant;
    const all = await keys.vault.list();
    const key = activeKey(folder, all);
    if (!key) return { refused: hasUnreadable(folder, all) ? 'failed' : 'none' };
    const value = await keys.vault.value(key.id);
    // Consent may have been taken back meanwhile.
    if (!this.#grants.find(request) || !this.allows('helper')) return { refused: 'revoked' };
    this.#terminals.add({ masked: key.masked, ancestors, isOver: () => mode === 'run' && closed.aborted });
    await noteUse(keys, key, 'given', l10n.t('To a program in a terminal'), nameOf(folder));
    return replyWith(token, request, value, variableOf(key.family));
  }
}

const pair = (folder: string, key: KeyInfo | undefined): [string, KeyInfo][] => (key ? [[folder, key]] : []);
