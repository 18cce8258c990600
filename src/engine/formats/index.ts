/** All formats, and which of them a file has. */
import { commentedTexts } from './commented';
import { dockerfile } from './dockerfile';
import { dotenv } from './dotenv';
import type { Format } from './format';
import { hcl } from './hcl';
import { astro, html, svelte, vue } from './html';
import { ini, properties } from './ini';
import { javascript, tsx, typescript } from './javascript/javascript';
import { jenkinsfile } from './jenkinsfile';
import { json, jsonc } from './json';
import { make } from './make';
import { markdown } from './markdown';
import { notebook } from './notebook';
import { csharp } from './programs/csharp';
import { go } from './programs/go';
import { java } from './programs/java';
import { php } from './programs/php';
import { ruby } from './programs/ruby';
import { python } from './python/python';
import { baseName } from './shared';
import { fish } from './shell/fish';
import { shell } from './shell/shell';
import { batch, powershell } from './shell/windows';
import { text } from './text';
import { toml } from './toml';
import { yaml } from './yaml';

/** In the order in which their file names are tried. */
export const formats: readonly Format[] = [
  dotenv,
  jsonc,
  json,
  dockerfile,
  make,
  javascript,
  typescript,
  tsx,
  python,
  go,
  java,
  csharp,
  ruby,
  php,
  notebook,
  yaml,
  toml,
  ini,
  properties,
  hcl,
  jenkinsfile,
  shell,
  fish,
  powershell,
  batch,
  markdown,
  html,
  vue,
  svelte,
  astro,
  ...commentedTexts,
  text,
];

/** Patterns are tried on the base name and, for those that name a folder, on the whole path. */
function hasName({ filenames }: Format, path: string): boolean {
  const name = baseName(path);
  return filenames.some((known) => (typeof known === 'string' ? known === name : known.test(name) || known.test(path)));
}

/** The format whose extension is the longest that the name ends in. */
function byExtension(path: string): Format | undefined {
  const name = baseName(path);
  let best: { format: Format; length: number } | undefined;
  for (const format of formats) {
    for (const extension of format.extensions) {
      if (name.endsWith(extension) && extension.length > (best?.length ?? 0))
        best = { format, length: extension.length };
    }
  }
  return best?.format;
}

/**
 * The format of a file: file names win over extensions, these over the language id; plain text where nothing is known.
 * @param path relative to the root, with `/`
 * @param languageId VS Code's, when the host knows it
 */
export function formatOf(path: string, languageId?: string): Format {
  const lower = path.toLowerCase();
  return (
    formats.find((format) => hasName(format, lower)) ??
    byExtension(lower) ??
    formats.find(({ languageIds }) => languageId !== undefined && languageIds.includes(languageId)) ??
    text
  );
}

/** The format with the id, as embedded documents name it; undefined where there is none. */
export function formatById(id: string): Format | undefined {
  return formats.find((format) => format.id === id);
}
