/** The files around a document that have to do with its environment, read through VS Code. */
import { FileType, RelativePattern, Uri, workspace } from 'vscode';
import { relativePath } from '../scan/folders';
import { type IgnoreFile, isManifest, loaderIn, variablesIn } from './env-project';
import { readText, type Target } from './workspace-edits';

/** Code files that are searched for the variable's name and a loader. */
const mostCode = 200;
/** Files that are longer are not, in UTF-16 units. */
const longestCode = 200_000;

const examples = ['.env.example', '.env.sample', '.env.template', '.env.dist', 'env.example'];
const projectNames = new Set([
  '.env',
  ...examples,
  'package.json',
  'pyproject.toml',
  'requirements.txt',
  'setup.py',
  'go.mod',
]);

/** A file, and the folder that bounds where its project is looked for. */
export type Surroundings = Pick<Target, 'file' | 'folder'>;

interface Level {
  uri: Uri;
  names: readonly string[];
}

/** The folders from the document's own up to the one that bounds its fixes. */
async function levels({ file, folder }: Surroundings): Promise<Level[]> {
  const steps = (relativePath(folder, file) ?? '').split('/').slice(0, -1);
  const uris = Array.from({ length: steps.length + 1 }, (_, up) =>
    Uri.joinPath(folder, ...steps.slice(0, steps.length - up)),
  );
  return Promise.all(
    uris.map(async (uri) => {
      const entries = await Promise.resolve(workspace.fs.readDirectory(uri)).catch(() => []);
      return { uri, names: entries.flatMap(([name, type]) => (type & FileType.SymbolicLink ? [] : [name])) };
    }),
  );
}

export interface EnvironmentFiles {
  /** Where `.env` belongs: beside the project's manifest. */
  folder: Uri;
  /** The example's name. */
  example: string;
  /** The repository's root, or the workspace's folder. */
  root: Uri;
  /** Ignore files from the root down to the folder. */
  ignores: IgnoreFile[];
  /** Variables for Claude's credentials that are in use, one for each time. */
  variables: string[];
  loader: string | undefined;
}

const texts = async (uris: readonly Uri[]): Promise<string[]> =>
  (await Promise.all(uris.map(readText))).flatMap((text) => (text && text.length <= longestCode ? [text] : []));

async function codeAround(folder: Uri): Promise<string[]> {
  const pattern = new RelativePattern(folder, '**/*.{ts,tsx,js,jsx,mjs,cjs,mts,cts,py,rb,go,vue,svelte}');
  const files = await workspace.findFiles(pattern, '**/{node_modules,.venv,venv,dist,build,out,.git}/**', mostCode);
  return texts(files);
}

async function ignoreFiles(root: Uri, folder: Uri): Promise<IgnoreFile[]> {
  const inside = relativePath(root, folder)?.split('/') ?? [];
  const paths = Array.from({ length: inside.length + 1 }, (_, depth) => inside.slice(0, depth).join('/'));
  const read = paths.map(async (path) => ({
    folder: path,
    text: (await readText(Uri.joinPath(root, path, '.gitignore'))) ?? '',
  }));
  return Promise.all(read);
}

const isEnvFile = (name: string) => /^\.?env(?:\.|$)/.test(name);

export async function environmentFiles(target: Surroundings): Promise<EnvironmentFiles> {
  const all = await levels(target);
  const project = all.find(({ names }) => names.some((name) => projectNames.has(name))) ?? all.at(-1)!;
  const root = (all.find(({ names }) => names.includes('.git')) ?? all.at(-1)!).uri;
  const isAbove = relativePath(root, project.uri) !== undefined || root.toString() === project.uri.toString();
  const folder = isAbove ? project.uri : root;
  const own = all.find(({ uri }) => uri.toString() === folder.toString());
  const names = own?.names ?? [];
  const at = (level: Level, wanted: (name: string) => boolean) =>
    level.names.filter(wanted).map((name) => Uri.joinPath(level.uri, name));
  const [code, manifests, envs] = await Promise.all([
    codeAround(folder),
    texts(all.flatMap((level) => at(level, isManifest))),
    texts(own ? at(own, isEnvFile) : []),
  ]);
  return {
    folder,
    root,
    example: examples.find((name) => names.includes(name)) ?? '.env.example',
    ignores: await ignoreFiles(root, folder),
    variables: [...envs, ...code].flatMap(variablesIn),
    loader: loaderIn({ names: all.flatMap((level) => level.names), manifests, code }),
  };
}
