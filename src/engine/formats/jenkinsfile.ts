/** Jenkinsfiles: the scripts of their steps (`sh '…'`), variables of the environment, and comments. The rest is Groovy. */
import type { Facts, Range } from '../facts';
import { buildText, embed } from './embedded';
import { copyEscaped, type EscapeSyntax } from './escapes';
import type { Format } from './format';
import { collect, noEnvironment, stringLiteral } from './shared';

const escapes: EscapeSyntax = {
  letters: { "'": "'", '"': '"', '\\': '\\', $: '$', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' },
  digits: { u: 4 },
};

/** Comments, and strings in each of their forms; a slash begins a comment more often than a pattern. */
const token = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|("""|''')[\s\S]*?(?<!\\)(?:\\\\)*\1|(["'])(?:\\[\s\S]|(?!\2)[^\\\n])*\2/g;

/** What stands before the string that is a step's script. */
const step =
  /\b(sh|bat|powershell|pwsh)\b[ \t]*\(?\s*(?:\w+[ \t]*:[ \t]*(?:true|false|"[^"\n]*"|'[^'\n]*')\s*,\s*)*(?:script[ \t]*:\s*)?$/;
const variable = /(?:^|[\s{;.])([A-Z][A-Z0-9_]*)[ \t]*=[ \t]*$/;
const formats: Readonly<Record<string, string>> = {
  sh: 'shell',
  bat: 'batch',
  powershell: 'powershell',
  pwsh: 'powershell',
};
/** Longer texts before a string are not looked at. */
const lookBehind = 300;

function addString(facts: Facts, text: string, range: Range, quote: string): void {
  const content = { start: range.start + quote.length, end: range.end - quote.length };
  const builder = buildText(text);
  copyEscaped(builder, text, content, escapes);
  const mapped = builder.done(content.end);
  facts.strings.push(stringLiteral(mapped.text, range, content));
  const before = text.slice(Math.max(0, range.start - lookBehind), range.start);
  const name = step.exec(before)?.[1];
  if (name && mapped.text) facts.embedded.push(embed(formats[name]!, mapped, 'script', writer(quote)));
  const key = variable.exec(before)?.[1];
  if (!key) return;
  const start = text.lastIndexOf(key, range.start - 1);
  const keyRange = { start, end: start + key.length };
  const whole = { start, end: range.end };
  facts.settings.push({
    path: [key],
    key,
    keyRange,
    value: mapped.text,
    valueRange: content,
    range: whole,
    environment: true,
  });
}

/** How a text is written into a string with this quote. */
const writer = (quote: string) => (part: string) => {
  const escaped = part.replace(/\\/g, '\\\\').replaceAll(quote[0]!, quote.length > 1 ? quote[0]! : `\\${quote}`);
  return quote.startsWith('"') ? escaped.replaceAll('$', '\\$') : escaped;
};

function read(facts: Facts, text: string): void {
  for (const { 0: source, 1: triple, 2: single, index } of text.matchAll(token)) {
    const range = { start: index, end: index + source.length };
    const quote = triple ?? single;
    if (quote === undefined) facts.comments.push(range);
    else addString(facts, text, range, quote);
  }
}

export const jenkinsfile: Format = {
  id: 'jenkinsfile',
  languageIds: ['jenkinsfile'],
  extensions: ['.jenkinsfile'],
  filenames: [/^jenkinsfile(?:[.-][\w.-]*)?$/],
  comments: { line: '//', block: ['/*', '*/'] },
  idioms: noEnvironment,
  kind: 'data',
  parse: (text) => collect(text, (facts) => read(facts, text)),
};
