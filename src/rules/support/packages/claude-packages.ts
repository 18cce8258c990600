/** Packages that have to do with Claude, known by their names: of a project's many others nothing is asked, and nothing kept. */
import type { Ecosystem } from '../../../engine/packages/types';
import { advisories } from '../../data/advisories';
import { badPackages } from '../../data/packages';
import { imitationOf } from './imitations';

const named: ReadonlySet<string> = new Set([...advisories, ...badPackages].map((row) => row.package));

/** Anthropic's and MCP's own, and the wrappers around them. */
const pattern =
  /anthropic|claude|(?:^|[^a-z])mcp(?:[^a-z]|$)|modelcontextprotocol|fastmcp|litellm|langchain|langgraph|llama-?index|pydantic-ai|springframework\.ai|^@ai-sdk\/|^ai$|@openrouter\//i;

export const isClaudePackage = (name: string): boolean => pattern.test(name) || named.has(name);

/** The same, and those that would like to be taken for one. */
export const isOfInterest = (ecosystem: Ecosystem, name: string): boolean =>
  isClaudePackage(name) || imitationOf(ecosystem, name) !== undefined;
