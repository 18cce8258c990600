/** What tools are for, in the words that a model reads. */
import type { Document, Range } from '../../../engine/types';

/** A file without any of these defines no tools. */
const ofTools =
  /\bmcp\b|modelcontextprotocol|fastmcp|claude[-_]agent[-_]sdk|claude-code-sdk|input_?schema|\bbeta(?:_|Zod)?tool|@tool\b|\btool\(/i;
const toolDecorator = /(?:^|\.)(?:tool|beta_tool|beta_async_tool|tool_plain|function_tool|mcp_tool)(?:\(\))?$/;
const toolMaker = /(?:^|[.#])(?:tool|addTool)$/;
const beforeDescription = /\bdescription["']?\s*[:=]\s*[rRuU]?\(?\s*$/;

/** The head of a Python function, to its end. */
const behindHead = /^[^\n]*\bdef\s[\s\S]{0,1500}\)\s*(?:->[^:\n]+)?:\s*$/;

/** Shorter texts order nothing. In UTF-16 units. */
const shortest = 40;

/** Literals that describe a tool: docstrings of decorated functions, `description`, the second argument of `server.tool`. */
export function toolDescriptions({ text, facts, flow }: Document): Range[] {
  if (!ofTools.test(text)) return [];
  const long = facts.strings.filter(({ kind, range }) => kind === 'literal' && range.end - range.start >= shortest);
  if (long.length === 0) return [];
  const named = facts.calls.filter(({ callee }) => toolMaker.test(flow.name(callee) ?? ''));
  const second = new Set(named.flatMap(({ args }) => args[1]?.value.range.start ?? []));
  const functions = facts.functions.filter(({ decorators }) =>
    decorators.some((one) => toolDecorator.test(flow.name(one) ?? '')),
  );
  const isDocstring = ({ start }: Range) =>
    functions.some(({ range }) => range.start < start && behindHead.test(text.slice(range.start, start)));
  return long
    .map(({ range }) => range)
    .filter(
      (range) =>
        second.has(range.start) ||
        beforeDescription.test(text.slice(Math.max(0, range.start - 60), range.start)) ||
        isDocstring(range),
    );
}
