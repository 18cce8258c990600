/** A page that says what Claude Code may do in a folder. Files are read when somebody asks for it. */
import { FileType, l10n, RelativePattern, Uri, window, workspace } from 'vscode';
import { type AccessInput, reportAccess } from '../../../report/access';
import { accessPage } from '../../../report/access-page';
import type { SettingsFile } from '../../../rules/support/access/layers';
import { holdsSecrets, mayHoldSecrets } from '../../../rules/support/access/secret-files';
import type { Platform } from '../../platform';
import { inWords } from '../../wording';
import { accessScheme } from './pages';

const ownFiles: readonly string[] = ['.claude/settings.json', '.claude/settings.local.json'];
/** In bytes: longer files are not read. */
const longest = 1 << 20;
const mostFiles = 200;
const candidates =
  '**/{.env,.env.*,*.env,.envrc,.dev.vars,*.pem,*.key,*.ppk,*.p12,*.pfx,*.jks,*.keystore,id_*,.npmrc,.pypirc,.netrc,.git-credentials,.pgpass,*credentials*,*secret*.*,*service*account*.json}';
const otherPeoples = '**/{node_modules,.git,vendor,.venv,venv,dist,build,test,tests,fixtures}/**';

/** A repository's links are not followed: they may lead out of it. */
async function textOf(uri: Uri, { isOwn = false } = {}): Promise<string | undefined> {
  try {
    const { size, type } = await workspace.fs.stat(uri);
    if (size > longest || (!isOwn && (type & FileType.SymbolicLink) !== 0)) return undefined;
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

async function secretsIn(folder: Uri): Promise<string[]> {
  const files = await workspace.findFiles(new RelativePattern(folder, candidates), otherPeoples, mostFiles);
  const found = await Promise.all(
    files.map(async (uri) => {
      const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
      return mayHoldSecrets(name) && holdsSecrets(name, (await textOf(uri)) ?? '') ? [uri] : [];
    }),
  );
  return found
    .flat()
    .map(({ path }) => path.slice(folder.path.length + 1))
    .sort();
}

const scopeOf = (name: string): SettingsFile['scope'] => (name.endsWith('.local.json') ? 'local' : 'project');

async function readInput(folder: Uri, own: NonNullable<Platform['ownSettings']>): Promise<AccessInput> {
  const wanted = [
    ...ownFiles.map((path) => ({ scope: scopeOf(path), path, uri: Uri.joinPath(folder, path), isOwn: false })),
    ...own.map(({ scope, path }) => ({ scope, path, uri: Uri.file(path), isOwn: true })),
  ];
  const read = wanted.map(async ({ uri, ...one }) => ({ ...one, text: await textOf(uri, one) }));
  const settings = (await Promise.all(read)).flatMap(({ text, ...one }) =>
    text === undefined ? [] : [{ ...one, text }],
  );
  const servers = await textOf(Uri.joinPath(folder, '.mcp.json'));
  const secrets = await secretsIn(folder);
  return { settings, secrets, ...(servers !== undefined && { servers: { path: '.mcp.json', text: servers } }) };
}

/**
 * Of a page that lies in no folder, VS Code's preview takes a path with a slash before it as one in the first folder of the
 * workspace, and leads nowhere else.
 */
function linkIn(folder: Uri, path: string, line: number): string | undefined {
  const isFirst = workspace.workspaceFolders?.[0]?.uri.toString() === folder.toString();
  return isFirst && ownFiles.concat('.mcp.json').includes(path) ? `/${path}#L${line}` : undefined;
}

interface Asked {
  folder: Uri;
  withOwn: boolean;
}

const pageUri = ({ folder, withOwn }: Asked): Uri =>
  Uri.from({
    scheme: accessScheme,
    path: `/${l10n.t('What Claude Code may do here')}.md`,
    query: JSON.stringify([folder.toString(), withOwn]),
  });

export async function pageText({ query }: Uri, platform: Platform): Promise<string> {
  const [address, withOwn] = JSON.parse(query) as [string, boolean];
  const folder = Uri.parse(address, true);
  const input = await readInput(folder, withOwn ? (platform.ownSettings ?? []) : []);
  const link = (path: string, line: number) => linkIn(folder, path, line);
  return accessPage(reportAccess(input), { inWords, link });
}

async function pickFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length < 2) return folders[0]?.uri;
  return (await window.showWorkspaceFolderPick())?.uri;
}

/** Undefined: nobody has chosen. What is outside of the workspace is read by nobody's wish but the person's. */
async function pickOwn(platform: Platform): Promise<boolean | undefined> {
  if (!platform.ownSettings || !workspace.isTrusted) return false;
  const items = [
    { label: l10n.t('The folder’s settings'), withOwn: false },
    { label: l10n.t('The folder’s settings, my own and my administrator’s'), withOwn: true },
  ];
  return (await window.showQuickPick(items, { placeHolder: l10n.t('Which settings of Claude Code count?') }))?.withOwn;
}

/** @returns the page that was asked for, if any was */
export async function askForPage(platform: Platform): Promise<Uri | undefined> {
  const folder = await pickFolder();
  if (!folder) return void window.showInformationMessage(l10n.t('Open a folder first.'));
  const withOwn = await pickOwn(platform);
  return withOwn === undefined ? undefined : pageUri({ folder, withOwn });
}
