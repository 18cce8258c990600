/**
 * Settings of Claude Code and configurations of MCP servers that stand inside of other files as a text: in a here-document, an
 * argument, an input of a workflow.
 */
import type { Embedded, Range } from '../facts';
import { embed, type MappedText, verbatimText } from './embedded';
import { decodeString, type EscapeSyntax } from './escapes';

const keys =
  /"(?:mcpServers|permissions|hooks|sandbox|enableAllProjectMcpServers|skipDangerousModePermissionPrompt)"\s*:\s*[[{t]/;
/** Longer texts are no settings. */
const maxLength = 100_000;

/** Whether a text is one JSON object with keys that these configurations have. */
export const isAgentJson = (text: string): boolean =>
  text.length <= maxLength && /^\s*\{/.test(text) && /\}\s*$/.test(text) && keys.test(text);

/** @param encode as of `Embedded` @param isKnown that it is one: any object counts */
export function agentJson(mapped: MappedText, encode?: Embedded['encode'], isKnown = false): Embedded[] {
  return (isKnown ? /^\s*\{/.test(mapped.text) : isAgentJson(mapped.text))
    ? [embed('jsonc', mapped, undefined, encode)]
    : [];
}

const doubleQuoted: EscapeSyntax = { letters: { '"': '"', '\\': '\\', $: '$', '`': '`' }, digits: {} };
const single = (text: string): string => text.replaceAll("'", String.raw`'\''`);
const double = (text: string): string => text.replace(/["\\$`]/g, String.raw`\$&`);

/** A quoted word of a shell; none where parts of it are quoted otherwise. @param range quotes included @param isKnown as of `agentJson` */
export function agentJsonWord(text: string, { start, end }: Range, isKnown = false): Embedded[] {
  const quote = text[start];
  if (end - start < 3 || text[end - 1] !== quote) return [];
  const content = { start: start + 1, end: end - 1 };
  if (quote === '"') return agentJson(decodeString(text, content, doubleQuoted), double, isKnown);
  const isOne = quote === "'" && !text.slice(content.start, content.end).includes("'");
  return isOne ? agentJson(verbatimText(text, content), single, isKnown) : [];
}

const quoted = /'(\{[^']*\})'/g;

/** The quoted objects of a command line that no shell reads: `claude_args` of a workflow. */
export function agentJsonIn({ text, toOuter }: MappedText, encode: Embedded['encode']): Embedded[] {
  return [...text.matchAll(quoted)].flatMap(({ 1: json = '', index }) =>
    agentJson({ text: json, toOuter: (offset) => toOuter(index + 1 + offset) }, encode),
  );
}
