/** The findings' side of the extension, wired. */
import {
  commands,
  Disposable,
  type ExtensionContext,
  type LogOutputChannel,
  l10n,
  Uri,
  window,
  workspace,
} from 'vscode';
import { type Asking, createAsking } from '../../audit/online/asking';
import type { Scanner } from '../../scanner/types';
import { registerHabits } from '../habits/register';
import type { KeysOptions } from '../keys/keys';
import { startKeys } from '../keys/start';
import type { OpenBroker } from '../keys/use/sharing';
import { registerLater } from '../part';
import type { Platform } from '../platform';
import { hidingSettings, readSettings, section } from '../settings';
import { registerTraining } from '../training/register';
import { findingCommands, viewCommands } from './command-names';
import type { CommandsOptions } from './commands';
import { showConfigDiagnostics } from './config/diagnostics';
import { ConfigFiles } from './config/files';
import { leftOutMessage, rulesOff } from './config/left-out';
import { showDiagnostics } from './diagnostics';
import { createValidation } from './fixes/validation';
import { HiddenText } from './pages/hidden-text';
import { registerPages } from './pages/pages';
import { registerProviders } from './providers';
import { Changes } from './scan/changes';
import { Documents, type DocumentsOptions } from './scan/documents';
import { Folders, type OpenFolder } from './scan/folders';
import { type WatchedScanner, watchScanner } from './scan/health';
import { leaveUserDataAlone } from './scan/left-alone';
import { LinkedFiles } from './scan/linked-files';
import { registerRetry, rescanKnown } from './scan/retry';
import type { OnAffected } from './scan/tracking';
import { WorkspaceScan } from './scan/workspace-scan';
import { createStatusBar } from './status-bar';
import { FindingStore, isBelow } from './store';
import { FindingsView } from './view/view';

function createParts(scanner: WatchedScanner, platform: Platform, log: LogOutputChannel) {
  const store = new FindingStore();
  const configs = new ConfigFiles();
  const folders = new Folders(platform, scanner, configs);
  const validation = createValidation(scanner);
  const onAffected: OnAffected = (within, paths) => void linked.affected(within, paths);
  const onHeld: DocumentsOptions['onHeld'] = (within, paths) => linked.held(within, paths);
  const documents = new Documents({ scanner, store, folders, validation, onAffected, onHeld });
  const scan = new WorkspaceScan({ configs, folders, documents, store, log });
  const linked = new LinkedFiles({ documents, scan, log });
  return { store, configs, folders, validation, documents, scan, linked, log };
}

type Parts = ReturnType<typeof createParts>;

const isEnabled = () => {
  const folders = workspace.workspaceFolders ?? [];
  return folders.length === 0 ? readSettings(undefined).enabled : folders.some(({ uri }) => readSettings(uri).enabled);
};

function leftOut({ configs, folders, scan, store }: Parts): string | undefined {
  const off = folders
    .all()
    .flatMap(({ uri, settings }) => rulesOff(settings.engine, configs.settingsIn(uri, settings.engine)));
  const { excluded = 0 } = scan.lastScan() ?? {};
  const { suppressed } = store.counts();
  return leftOutMessage({ excluded, rulesOff: [...new Set(off)], suppressed }, l10n.t);
}

function statusBar(parts: Parts, scanner: WatchedScanner): Disposable {
  const { store, scan } = parts;
  const bar = createStatusBar(() => {
    const hidden = leftOut(parts);
    return {
      enabled: isEnabled(),
      counts: store.counts(),
      ...(scan.progress && { scanning: scan.progress }),
      ...(scanner.trouble !== undefined && { trouble: scanner.trouble }),
      ...(hidden !== undefined && { leftOut: hidden }),
    };
  });
  let scanning = false;
  const onScan = () => {
    bar.update();
    if (scanning === (scan.progress !== undefined)) return;
    scanning = !scanning;
    void commands.executeCommand('setContext', 'claudeGuard.scanning', scanning);
  };
  return Disposable.from(
    bar,
    store.onDidChange(bar.update),
    scan.onDidChange(onScan),
    scanner.onDidChangeTrouble(bar.update),
    workspace.onDidChangeConfiguration(bar.update),
    workspace.onDidChangeWorkspaceFolders(bar.update),
  );
}

/** What is in force has changed: open documents at once, the rest as far as it was scanned. */
function refresh(parts: Parts, changed?: Uri): void {
  const { folders, documents, scan, store } = parts;
  folders.refresh();
  store.retain((uri) => folders.of(Uri.parse(uri, true))?.settings.enabled !== false);
  documents.refresh();
  const isMeant = ({ uri }: OpenFolder) => scan.follows(uri) && (!changed || uri.toString() === changed.toString());
  void scan.quietly((folder) => isMeant(folder) && folder.settings.run !== 'manual');
  void rescanKnown(parts, (folder) => isMeant(folder) && folder.settings.run === 'manual');
}

function followChanges(parts: Parts): Disposable {
  const { configs, store, folders, scan } = parts;
  const diagnostics = showConfigDiagnostics(configs);
  void configs.find().then(diagnostics.update);
  return Disposable.from(
    diagnostics,
    new Changes({ ...parts, onStale: (folder) => refresh(parts, folder) }),
    configs.onDidChange((uri) => refresh(parts, folders.of(uri)?.uri)),
    workspace.onDidChangeConfiguration((change) => {
      if (![section, ...hidingSettings].some((name) => change.affectsConfiguration(name))) return;
      diagnostics.update();
      refresh(parts);
    }),
    workspace.onDidGrantWorkspaceTrust(() => {
      diagnostics.update();
      refresh(parts);
    }),
    workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      for (const { uri } of removed) scan.forget(uri);
      folders.refresh();
      const wasIn = (uri: string) => removed.some((folder) => isBelow(uri, folder.uri.toString()));
      store.retain((uri) => !wasIn(uri) || folders.of(Uri.parse(uri, true)) !== undefined);
      parts.documents.refresh();
      const isNew = (uri: Uri) => added.some((folder) => folder.uri.toString() === uri.toString());
      // What a removed folder held is the outer folder's now, and its settings are in force there.
      const isAround = (uri: Uri) => removed.some((folder) => isBelow(folder.uri.toString(), uri.toString()));
      void configs.find().then(diagnostics.update);
      void scan.quietly(({ uri, settings }) =>
        isNew(uri) ? scansOnStart(settings) : isAround(uri) && scan.hasScanned(uri),
      );
    }),
  );
}

const scansOnStart = ({ scanOnStart, run }: ReturnType<typeof readSettings>) => scanOnStart && run !== 'manual';

function logTrouble(scanner: WatchedScanner, log: LogOutputChannel): Disposable {
  return scanner.onDidChangeTrouble((trouble) => {
    if (trouble === undefined) log.info('The scanner works again.');
    else log.error(trouble);
  });
}

/** What starts workers is no part of the activation, for which other extensions wait. */
function afterActivation({ subscriptions }: ExtensionContext, work: () => void): void {
  const timer = setTimeout(work, 0);
  subscriptions.push({ dispose: () => clearTimeout(timer) });
}

function startView(context: ExtensionContext, scanner: WatchedScanner, platform: Platform, parts: Parts): Disposable {
  const { store, scan, documents } = parts;
  const view = new FindingsView({
    state: context.workspaceState,
    store,
    scan,
    scanner,
    isEnabled,
    leftOut: () => leftOut(parts),
  });
  const isTroubled = () => scanner.trouble !== undefined;
  const onRemoved = () => view.forget();
  return Disposable.from(
    view,
    registerLater('claudeGuard.findings.', viewCommands, async (name, ...given) =>
      (await import('./later')).viewHandlers({ view, store, documents, scan })[name](...given),
    ),
    commands.registerCommand('claudeGuard.showFindings', () => commands.executeCommand('claudeGuard.findings.focus')),
    registerHabits({ context, scanner, documents, scan, system: platform.system, isTroubled, onRemoved }),
  );
}

function keysOptions(
  context: ExtensionContext,
  { network, machine, makePrivate }: Platform,
  { store, folders }: Parts,
): KeysOptions {
  const envFile = async (folder: Uri) => {
    const { envFileOf, writeValue } = await import('./later');
    const { uri, ...standing } = await envFileOf({ file: Uri.joinPath(folder, '.env'), folder }, folders);
    return { ...standing, write: (variable: string, value: string) => writeValue(uri, variable, value, makePrivate) };
  };
  return { context, network, machine, makePrivate, envFile, filesWith: (masked) => store.filesWith(masked) };
}

const openBroker = (context: ExtensionContext, { openBroker }: Platform): OpenBroker | undefined =>
  openBroker && ((respond) => openBroker(context, respond));

function registerOnline(
  { globalStorageUri: storage }: ExtensionContext,
  { online }: Platform,
  { scan, documents, store, log }: Parts,
  asking: Asking<Scanner>,
): Disposable {
  const again = async () => {
    documents.refresh();
    await scan.afterwards(() => true);
  };
  const options = { online, storage, asking, store, log, scan: () => scan.asked(), again };
  return commands.registerCommand('claudeGuard.checkOnline', async () =>
    (await import('./later')).checkOnline(options),
  );
}

const registerCommands = (options: CommandsOptions): Disposable =>
  registerLater('claudeGuard.', findingCommands, async (name, ...given) =>
    (await import('./later')).findingHandlers(options)[name](...given),
  );

export function startFindings(context: ExtensionContext, platform: Platform): void {
  leaveUserDataAlone(context.globalStorageUri);
  const log = window.createOutputChannel('Claude Guard', { log: true });
  const asking = createAsking(watchScanner(() => platform.openScanner(context.extensionUri)));
  const { scanner } = asking;
  const parts = createParts(scanner, platform, log);
  const { store, configs, folders, documents, scan, linked, validation } = parts;
  const fixes = { documents, folders, validation, scanner, store };
  const { keys, started } = startKeys(keysOptions(context, platform, parts), openBroker(context, platform));
  context.subscriptions.push(
    log,
    started,
    { dispose: () => void scanner.dispose() },
    ...[store, configs, folders, documents, scan, linked],
    showDiagnostics(store),
    logTrouble(scanner, log),
    registerPages(platform),
    registerProviders(fixes),
    new HiddenText(store),
    registerRetry({ documents, folders, scan, store }),
    registerCommands({ fixes, scan, store, log, keys: async () => (await keys.get()).keys }),
    followChanges(parts),
    statusBar(parts, scanner),
    startView(context, scanner, platform, parts),
    registerTraining({ context, scanner, findings: { store, scan } }),
    registerOnline(context, platform, parts, asking),
  );
  afterActivation(context, () => {
    documents.start();
    void scan.quietly(({ settings }) => scansOnStart(settings));
  });
}
