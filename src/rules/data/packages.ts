/** Names of packages: those that do harm, and those that others imitate. */
import type { Ecosystem } from '../../engine/packages/types';

export interface BadPackage {
  ecosystem: Ecosystem;
  package: string;
  /** What it does, as the end of a sentence. */
  does: string;
  source: string;
}

/** Packages of which every version is bad, or that are gone from their registry for what they did. */
export const badPackages: readonly BadPackage[] = [
  {
    ecosystem: 'npm',
    package: 'postmark-mcp',
    does: 'it copied every e-mail to its author',
    source: 'https://redsec.ninja/2025/10/01/supply-chain-risk-in-ai-agent-tooling-malicious-mcp-server-on-npm',
  },
];

/** Names of Anthropic's that are long enough to be told from others when a letter is wrong. */
export const imitated: Readonly<Partial<Record<Ecosystem, readonly string[]>>> = {
  npm: ['@anthropic-ai/sdk', '@anthropic-ai/claude-code', '@anthropic-ai/claude-agent-sdk'],
  PyPI: ['anthropic', 'claude-agent-sdk', 'claude-code-sdk'],
  RubyGems: ['anthropic'],
};

/** Known packages whose names are near to those. */
export const innocent: ReadonlySet<string> = new Set(['anthropic-bedrock', 'anthropic-sdk', 'anthropic-vertex']);
