import { phrases } from '../../engine/messages';
import type { Rule } from '../../engine/types';
import { agentSettingsOf } from '../support/agents/settings';

const say = phrases({
  all: 'Every MCP server that a project names is started without asking: a folder that you open decides what runs on your machine.',
  shared: 'Every MCP server that .mcp.json names is started without asking, those that a later commit adds as well.',
  ask: 'Ask before a server is started for the first time',
});

export const autoApprovedMcp: Rule = {
  id: 'auto-approved-mcp',
  title: 'MCP servers started unasked',
  practice: 'permissions',
  severity: 'warning',
  confidence: 'high',
  cwe: [829, 862, 1188],
  owasp: ['LLM03', 'ASI04'],
  why: 'A server is a program that runs with your rights. The question before its first start is the only thing between a changed .mcp.json, in a pull request or in a repository of somebody else, and code on your machine.',
  remedy: 'Name the servers that you have looked at in enabledMcpjsonServers, and leave the others to the question.',
  reports: 'enableAllProjectMcpServers in settings of Claude Code: those of a project, a person or an administrator.',
  silent: 'Servers that are approved by name in enabledMcpjsonServers, and the setting when it is off.',
  messages: say.texts,
  examples: [
    {
      file: '.claude/settings.json',
      bad: '{\n  "enableAllProjectMcpServers": true\n}\n',
      good: '{\n  "enabledMcpjsonServers": ["docs"]\n}\n',
    },
    {
      file: '.claude/settings.local.json',
      bad: '{\n  "permissions": { "allow": ["Read(./**)"] },\n  "enableAllProjectMcpServers": true\n}\n',
      good: '{\n  "permissions": { "allow": ["Read(./**)"] },\n  "enableAllProjectMcpServers": false\n}\n',
    },
  ],
  document({ document, setting }) {
    const all = setting === 'documentation' ? undefined : agentSettingsOf(document)?.one('enableAllProjectMcpServers');
    if (all?.value !== true) return [];
    const isShared = document.file.host?.git === 'tracked';
    const edits = [{ range: all.valueRange, text: 'false' }];
    return [
      {
        range: all.range,
        message: say(isShared ? 'shared' : 'all'),
        fixes: [{ title: say('ask'), kind: 'suggestion', edits }],
      },
    ];
  },
};
