/** Variables whose values a build tool writes into what clients download. */
import type { Setting, Value } from '../../../engine/facts';
import { phrases } from '../../../engine/messages';
import type { Problem, Range, RuleContext } from '../../../engine/types';
import { credentialVariable, publicCredential, publicPrefixes } from '../names';
import { isPlaceholder, isTemplateFile } from '../placeholders';
import { baseName, inComment } from '../values';
import { isRead, isServer } from './client-code';

const say = phrases({
  public: '{name} is public: {tool} copies variables with this prefix into what clients download.',
  publicOnServer:
    '{name} is public: {tool} copies variables with this prefix into what clients download. A server reads it here, but one mention in client code ships it.',
  bundled: '{name} is imported from the env file, whose values react-native-dotenv writes into the app.',
});
/** What these problems say, for the `messages` of the rule that reports them. */
export const publicTexts = say.texts;

const publicName = new RegExp(
  `(?<![A-Z0-9_])(?:${publicPrefixes.map(([prefix]) => prefix).join('|')})[A-Z0-9_]{4,80}(?![A-Z0-9_])`,
  'g',
);

/**
 * A variable that an env file, a workflow or a container sets. A placeholder in a file that is made to be copied ships
 * nothing: there the code that reads the variable is reported.
 */
export function publicSetting({ key, keyRange, value, environment }: Setting, context: RuleContext): Problem[] {
  const [, tool] = (environment && publicCredential(key)) || [];
  if (!tool) return [];
  const isEmpty = typeof value !== 'string' || (isPlaceholder(value) && !value.includes('$'));
  if (isEmpty && (context.setting === 'documentation' || isTemplateFile(baseName(context.document.file.path))))
    return [];
  const problem: Problem = { range: keyRange, identity: key, message: say('public', { name: key, tool }) };
  return [isEmpty ? { ...problem, severity: 'warning', confidence: 'medium' } : problem];
}

/**
 * Reads of such variables in code, one problem for each name.
 *
 * @param reported names that are reported otherwise
 */
export function publicReads(context: RuleContext, reported: ReadonlySet<string | undefined>): Problem[] {
  const { document } = context;
  if (document.format.kind !== 'code') return [];
  const found = new Map<string, Problem>();
  for (const { 0: name, index } of document.text.matchAll(publicName)) {
    const [, tool] = publicCredential(name) ?? [];
    const range = { start: index, end: index + name.length };
    if (!tool || found.has(name) || reported.has(name) || inComment(range, document)) continue;
    if (isRead(document.text, index)) found.set(name, publicRead(range, name, tool, context));
  }
  return [...found.values()];
}

/** A variable with a public prefix that is given to a Claude client as its key, whatever the rest of its name says. */
export function publicKeys(key: Value | undefined, context: RuleContext): Problem[] {
  const origins = key ? context.document.flow.origins(key) : [];
  return origins.flatMap(({ kind, name = '', value: { range } }) => {
    const tool = publicPrefixes.find(([prefix]) => name.startsWith(prefix))?.[1];
    const isReported = publicCredential(name) !== undefined || context.setting === 'test';
    return kind === 'environment' && tool && !isReported ? [publicRead(range, name, tool, context)] : [];
  });
}

function publicRead(range: Range, name: string, tool: string, context: RuleContext): Problem {
  if (!isServer(context)) return { range, identity: name, message: say('public', { name, tool }) };
  return {
    range,
    identity: name,
    severity: 'warning',
    confidence: 'medium',
    message: say('publicOnServer', { name, tool }),
  };
}

/** react-native-dotenv and react-native-config write the env file's values into the app. */
export function bundledImports(context: RuleContext): Problem[] {
  return context.document.facts.imports
    .filter(({ module, imported, typeOnly }) => module === '@env' && !typeOnly && credentialVariable.test(imported))
    .map(({ range, imported }) => ({
      range,
      identity: imported,
      confidence: 'high',
      message: say('bundled', { name: imported }),
    }));
}
