/** The text of an issue: versions, and which settings were changed. Never their values, nor a path, nor anything of a file. */

export interface IssueFacts {
  extension: string;
  /** VS Code's version, and the name of the product: there are others built from it. */
  product: string;
  version: string;
  /** Operating system and runtime; absent in a browser. */
  system?: string;
  /** Where the extension runs: `desktop`, `web`, … */
  host: string;
  /** Such as `wsl` or `ssh-remote`. */
  remote?: string;
  language: string;
  trusted: boolean;
  /** Of the folders that are open. */
  schemes: readonly string[];
  /** The scanner could not be started, or fails. */
  isTroubled: boolean;
  changed: readonly ChangedSetting[];
}

/** A setting by its name, and in which settings it stands. */
export interface ChangedSetting {
  name: string;
  where: readonly ('user' | 'workspace' | 'folder')[];
}

/** A remote's name may hold the name of a machine behind a plus sign; that of a served VS Code is the server's address. */
const kindOf = (remote: string): string => {
  const kind = remote.replace(/\+.*$/s, '');
  return /^[a-z]+(?:-[a-z]+)*$/.test(kind) ? kind : 'a server';
};

const folders = ({ schemes }: IssueFacts): string =>
  schemes.length === 0 ? 'none' : `${schemes.length} (${[...new Set(schemes)].sort().join(', ')})`;

const settings = ({ changed }: IssueFacts): string =>
  changed.length === 0 ? 'none' : changed.map(({ name, where }) => `\`${name}\` (${where.join(', ')})`).join(', ');

function table(facts: IssueFacts): string {
  const rows: [string, string][] = [
    ['Claude Guard', facts.extension],
    ['Editor', `${facts.product} ${facts.version}, ${facts.host}, ${facts.language}`],
    ['System', facts.system ?? 'a browser'],
    ['Remote', facts.remote === undefined ? 'none' : kindOf(facts.remote)],
    ['Workspace', facts.trusted ? 'trusted' : 'Restricted Mode'],
    ['Folders', folders(facts)],
    ['Scanner', facts.isTroubled ? 'fails' : 'works'],
    ['Settings changed', settings(facts)],
  ];
  return ['| | |', '| --- | --- |', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n');
}

/** In English, whatever the interface speaks: whoever mends it reads this. */
export function issueText(facts: IssueFacts): string {
  return [
    '# What is wrong, in one sentence',
    '## What happened\n\n<!-- And what did you expect? Leave out keys, code and paths that are nobody else’s business. -->',
    '## Steps to reproduce\n\n1. ',
    `## Versions\n\n${table(facts)}`,
    '',
  ].join('\n\n');
}

/** Where issues go, as far as the manifest says so and it is a page of the web. */
export function issuePage(manifest: unknown): string | undefined {
  if (typeof manifest !== 'object' || manifest === null || !('bugs' in manifest)) return undefined;
  const { bugs } = manifest;
  const url = typeof bugs === 'object' && bugs !== null && 'url' in bugs ? bugs.url : bugs;
  return typeof url === 'string' && url.startsWith('https://') ? url : undefined;
}

/** Names of the settings that a manifest contributes. */
export function settingNames(manifest: unknown): string[] {
  const groups = [dig(dig(manifest, 'contributes'), 'configuration')].flat();
  return groups.flatMap((group) => Object.keys(dig(group, 'properties') ?? {}));
}

function dig(value: unknown, key: string): object | undefined {
  const found = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return typeof found === 'object' && found !== null ? found : undefined;
}
