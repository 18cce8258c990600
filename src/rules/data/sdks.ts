/**
 * Anthropic's own packages, with the newest version that was seen and when. A version that nobody has seen is left out: then
 * nothing is called outdated.
 */
import type { Ecosystem } from '../../engine/packages/types';

export interface Sdk {
  ecosystem: Ecosystem;
  package: string;
  newest?: string;
  /** When the newest version was looked up, `YYYY-MM-DD`. */
  checked?: string;
}

/** Sources: the npm registry, and for Python the newest wheel of a mirror, on the row's day. */
export const sdks: readonly Sdk[] = [
  { ecosystem: 'npm', package: '@anthropic-ai/sdk', newest: '1.14.0', checked: '2026-11-27' },
  { ecosystem: 'npm', package: '@anthropic-ai/claude-agent-sdk', newest: '0.3.332', checked: '2026-11-27' },
  { ecosystem: 'npm', package: '@anthropic-ai/claude-code', newest: '2.1.332', checked: '2026-11-27' },
  { ecosystem: 'npm', package: '@anthropic-ai/bedrock-sdk', newest: '1.1.3', checked: '2026-11-27' },
  { ecosystem: 'npm', package: '@anthropic-ai/vertex-sdk', newest: '1.1.3', checked: '2026-11-27' },
  { ecosystem: 'npm', package: '@anthropic-ai/foundry-sdk', newest: '1.1.1', checked: '2026-11-27' },
  { ecosystem: 'npm', package: '@anthropic-ai/aws-sdk', newest: '1.1.2', checked: '2026-11-27' },
  { ecosystem: 'PyPI', package: 'anthropic', newest: '1.13.0', checked: '2026-11-23' },
  { ecosystem: 'PyPI', package: 'claude-agent-sdk' },
  { ecosystem: 'PyPI', package: 'claude-code-sdk' },
  { ecosystem: 'RubyGems', package: 'anthropic' },
];

export const sdkOf = (ecosystem: Ecosystem, name: string): Sdk | undefined =>
  sdks.find((one) => one.ecosystem === ecosystem && one.package === name);
