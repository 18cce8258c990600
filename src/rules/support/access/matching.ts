/** Which uses of a tool a permission rule is about. Source: the documentation's page "Configure permissions", August 2026. */
import ignore from 'ignore';
import type { Scope } from './layers';

interface PermissionRule {
  tool: string;
  /** What stands in parentheses; absent where the rule is about every use. */
  specifier?: string;
}

const form = /^\s*([^()\s]+)\s*(?:\(([\s\S]*)\)\s*)?$/;
const everyUse = /^\s*(?:domain:\s*)?:?\**\s*$/;
/** Longer rules, or such with more globstars, are not obeyed: they would take long, and nobody writes them. */
const longest = 512;
const mostGlobstars = 3;

export function parseRule(text: string): PermissionRule | undefined {
  const [, tool, specifier] = (text.length <= longest && form.exec(text)) || [];
  if (tool === undefined) return undefined;
  return specifier === undefined || everyUse.test(specifier) ? { tool } : { tool, specifier };
}

/** `*` stands for any text. In linear time but for the last star that matched, as rules are anybody's. */
export function wildcardMatches(pattern: string, text: string): boolean {
  let [at, to, star, kept] = [0, 0, -1, 0];
  while (to < text.length) {
    if (pattern[at] === '*') [star, kept] = [at++, to];
    else if (pattern[at] === text[to]) [at, to] = [at + 1, to + 1];
    else if (star >= 0) [at, to] = [star + 1, ++kept];
    else return false;
  }
  while (pattern[at] === '*') at++;
  return at === pattern.length;
}

/** `mcp__docs` is about every tool of that server, `mcp__*` about those of all, `*` about all tools. */
const isAboutTool = (pattern: string, tool: string): boolean =>
  wildcardMatches(pattern, tool) || (/^mcp__(?:(?!__).)+$/.test(pattern) && tool.startsWith(`${pattern}__`));

/** `curl:*` and `curl *` are the same: the program alone, or with arguments. */
const commandPattern = (specifier: string): string => specifier.trim().replace(/:\*+$/, ' *').replace(/\s+/g, ' ');

const coversCommands = (stop: string, granted: string): boolean =>
  [stop, stop.replace(/ \*$/, '')].some((pattern) => wildcardMatches(pattern, granted));

/**
 * Whether a rule that denies or asks is about everything that another one allows, so that nothing is left of it. One that is
 * about a part leaves the rest.
 */
export function coversRule(stop: string, granted: string): boolean {
  const [stopping, other] = [parseRule(stop), parseRule(granted)];
  if (!stopping || !other) return false;
  if (stopping.specifier === undefined) return isAboutTool(stopping.tool, other.tool);
  if (stopping.tool !== other.tool || other.specifier === undefined) return false;
  if (/^(?:Bash|PowerShell)$/.test(other.tool))
    return coversCommands(commandPattern(stopping.specifier), commandPattern(other.specifier));
  if (other.tool === 'WebFetch') return wildcardMatches(stopping.specifier.trim(), other.specifier.trim());
  return stopping.specifier.trim() === other.specifier.trim();
}

const globstars = (pattern: string): number => pattern.match(/\*\*/g)?.length ?? 0;

function ignores(patterns: readonly string[], file: string): boolean {
  const kept = patterns.filter((one) => one !== '' && !/^[!#]/.test(one) && globstars(one) <= mostGlobstars);
  return (
    kept.length > 0 &&
    ignore()
      .add([...kept])
      .ignores(file)
  );
}

/**
 * A pattern from the root of the disk or from home: where the project stands is not known, so it holds where its end fits the
 * file.
 */
function absolutePatterns(pattern: string): string[] {
  const steps = pattern.split('/').filter((step) => step !== '');
  const ends = steps.slice(0, 24).map((_, at) => steps.slice(at));
  // What is behind the last name may be any folder of the disk.
  return ends
    .filter((end, at) => at === 0 || end.some((step) => !/^\*+$/.test(step)))
    .map((end) => `/${end.join('/')}`);
}

/** The pattern as a line of an ignore file in the project's folder. */
function ignoreLines(pattern: string, scope: Scope): string[] {
  if (pattern.startsWith('//') || pattern.startsWith('~/')) return absolutePatterns(pattern.slice(2));
  if (pattern.startsWith('/')) return scope === 'user' || scope === 'managed' ? [] : [pattern];
  if (pattern.startsWith('../')) return [];
  const relative = pattern.replace(/^(?:\.\/)+/, '');
  // `secrets/**` that denies or asks is about such folders at every depth.
  return /^[^/*]+\/\*\*$/.test(relative) ? [`**/${relative}`] : [relative];
}

/**
 * Whether a rule that denies or asks is about reading the file.
 * @param file relative to the project's folder, with `/`
 * @param scope of the settings that hold the rule: what a path begins at depends on it
 */
export function coversReading(stop: string, scope: Scope, file: string): boolean {
  const rule = parseRule(stop);
  if (!rule) return false;
  if (rule.specifier === undefined) return isAboutTool(rule.tool, 'Read');
  if (rule.tool !== 'Read') return false;
  return ignores(ignoreLines(rule.specifier.trim(), scope), file);
}
