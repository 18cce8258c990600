/** JSON schema (draft-07, which VS Code and SchemaStore read) of `.claude-guard.json`. */

import type { Rule } from '../types';
import { confidences, defaultConfig, fileTimeoutLimits, longestEntry, profiles, ruleLevels } from './config';

const listOf = (description: string, examples: readonly string[]) => ({
  description,
  type: 'array',
  items: { type: 'string', minLength: 1, maxLength: longestEntry },
  uniqueItems: true,
  default: [],
  examples: [examples],
});

const ruleSchema = (rule: Rule) => ({
  description: `${rule.title}. ${rule.remedy} Default: ${rule.severity}.`,
  enum: ruleLevels,
  default: rule.severity,
});

/** Plain data, to be written as `media/claude-guard.schema.json`. */
export function configSchema(rules: readonly Rule[]) {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Claude Guard configuration',
    type: 'object',
    additionalProperties: false,
    allowTrailingCommas: true,
    properties: {
      $schema: { type: 'string' },
      profile: {
        description: 'recommended hides info findings below high confidence; all shows everything.',
        enum: profiles,
        default: defaultConfig.profile,
      },
      rules: {
        description: 'Per rule: off, or the severity that it reports with.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
        default: {},
      },
      minConfidence: {
        description: 'Findings below this confidence are hidden.',
        enum: confidences,
        default: defaultConfig.minConfidence,
      },
      include: listOf('Globs of the files to scan, relative to this file. Empty: every file.', ['src/**']),
      exclude: listOf('Globs of files that are not scanned, relative to this file.', ['vendor/**']),
      allowedHosts: listOf('Hosts that a Claude base URL may name beside Anthropic and the cloud providers.', [
        'gateway.example.com',
        '*.example.com',
      ]),
      approvedHostsOnly: {
        description: 'Report every host that is not allowed, not only those in shared files.',
        type: 'boolean',
        default: defaultConfig.approvedHostsOnly,
      },
      fileTimeout: {
        description: 'Time that the analysis of one file may take, in milliseconds.',
        type: 'integer',
        minimum: fileTimeoutLimits.least,
        maximum: fileTimeoutLimits.most,
        default: defaultConfig.fileTimeout,
      },
    },
  };
}
