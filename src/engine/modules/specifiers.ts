/**
 * Which modules a text names, and which addresses, by its words and without parsing: enough to know who may import or ask whom. What stands in comments
 * and strings counts too, as what was parsed decides in the end.
 */

import { addressWords } from './addresses';
import { workflowFiles } from './workflows';

/** Files that import each other. */
export type Language = 'javascript' | 'python' | 'workflow';

const languages: readonly [RegExp, Language][] = [
  [/\.(?:[cm]?[jt]sx?|vue|svelte|astro|html?)$/i, 'javascript'],
  [/\.(?:pyi?|ipynb)$/i, 'python'],
  [/(?:^|\/)(?:\.github\/workflows\/[^/]+|action)\.ya?ml$/i, 'workflow'],
];

/** The language whose modules a file can import. @param path with `/` */
export const languageOf = (path: string): Language | undefined => languages.find(([name]) => name.test(path))?.[1];

const javascript = /\b(?:from|import|require)\s*\(?\s*(["'`])([^"'`\n\\$]{1,300})\1/g;
const python =
  /^[ \t>"]*(?:from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]{0,2000}\)|[^\n#;]{1,500})|import[ \t]+([\w., \t]{1,500}))/gm;

/** What serves an application that it names: `uvicorn.run("app.main:app", host="127.0.0.1")`. */
const served = /\b(?:run|Config|serve|Granian)\(\s*["']([\w.]{1,200}):\w+["']/g;

/** Workflows and actions of the same repository. */
const workflow = /\buses["']?[ \t]*:[ \t]*["']?([.$]\/[^\s"'#@]{0,300})/g;

/** The names of the workflows after which one runs. */
const runAfter =
  /\bworkflow_run["']?[ \t]*:[\s\S]{0,400}?\bworkflows["']?[ \t]*:[ \t]*(\[[^\]]{0,500}\]|(?:\r?\n[ \t]*-[^\n]{1,200}){1,20}|[^\n]{1,200})/;

/** Where those workflows are likely to stand. */
function workflowsBefore(text: string): string[] {
  const names = runAfter.exec(text)?.[1]?.split(/[,\n[\]]/) ?? [];
  return names.flatMap((name) => workflowFiles(name.replace(/^\s*-?\s*|\s*(?:#.*)?$/g, '')));
}

/** `from a import b, c as d` may name `a.b` and `a.c` as modules, too. */
function pythonNames([, module, names = '', plain]: RegExpMatchArray): string[] {
  if (plain !== undefined) return plain.split(',').flatMap((one) => /^\s*([\w.]+)/.exec(one)?.[1] ?? []);
  if (module === undefined) return [];
  const inside = names.replace(/[()\\]/g, ' ').split(',');
  const members = inside.flatMap((one) => /^\s*(\w+)/.exec(one)?.[1] ?? []);
  const prefix = module.endsWith('.') ? module : `${module}.`;
  return [module, ...members.map((one) => prefix + one)];
}

/**
 * The word of a text that may run, show, store or send what it is given: functions of such a file are looked at where others
 * hand them what Claude has answered.
 */
export const usingWord = 'uses text';
const using =
  /\b(?:eval|exec\w*|Function|spawn\w*|fork|system|popen|subprocess|pexpect|compile|pickle|yaml|(?:inner|outer)HTML|insertAdjacentHTML|dangerouslySetInnerHTML|srcdoc|document\.write|mark_safe|Markup|HTMLResponse|\$?query\w*|execute\w*|\$executeRaw\w*|(?:read|write|append|create|copy|rename|unlink|rm|mkdir)(?:File|Text|Dir|Read|Write)?\w*|open|remove|rmtree|shutil|fetch|axios|got|ky|requests|httpx|aiohttp|urlopen|urllib|goto|send\w*|delete\w*|Markdown|render\w*|from_string|Template)\b|v-html|\{@html/;

/** In order, each once, with the words of `addressWords` behind them. Linear in the text's length. */
export function specifiersOf(language: Language, text: string): string[] {
  const found = new Set<string>();
  if (language === 'javascript') for (const match of text.matchAll(javascript)) found.add(match[2]!);
  else if (language === 'workflow') {
    for (const match of text.matchAll(workflow)) found.add(match[1]!);
    for (const path of workflowsBefore(text)) found.add(path);
  } else {
    for (const match of text.matchAll(python)) for (const name of pythonNames(match)) found.add(name);
    for (const match of text.matchAll(served)) found.add(match[1]!);
  }
  if (language !== 'workflow') for (const word of addressWords(text, language === 'python')) found.add(word);
  if (language !== 'workflow' && using.test(text)) found.add(usingWord);
  return [...found];
}

/** Whether a module is named, and not an address or what the file uses. */
export const isModuleName = (specifier: string): boolean => !specifier.includes(' ');
