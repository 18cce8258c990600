import assert from 'node:assert/strict';
import pc from 'picocolors';
import { render } from '../../src/engine/messages';
import { type AccessInput, reportAccess } from '../../src/report/access';
import { accessPage } from '../../src/report/access-page';
import { accessJson, accessText } from '../../src/report/access-text';
import { makeFakeKey } from '../support/credential-shapes';

const settings = `{
  "permissions": {
    "defaultMode": "acceptEdits",
    "allow": [
      "Bash(npm run test:*)",
      "WebFetch"
    ],
    "deny": ["Read(./.env)"],
    "additionalDirectories": ["../shared"]
  },
  "enabledMcpjsonServers": ["docs"],
  "statusLine": { "type": "command", "command": "./status.sh" },
  "hooks": { "PostToolUse": [{ "matcher": "Edit", "hooks": [{ "type": "command", "command": "npx prettier --write ." }] }] }
}
`;
const servers = `{
  "mcpServers": {
    "docs": { "args": ["docs-server@1.2.3"], "command": "npx" },
    "database": { "url": "https://mcp.acme-corp.com" }
  }
}
`;
const input: AccessInput = {
  settings: [
    { scope: 'project', path: '.claude/settings.json', text: settings },
    { scope: 'local', path: '.claude/settings.local.json', text: '{ "permissions": { "ask": ["WebFetch"] } }' },
  ],
  servers: { path: '.mcp.json', text: servers },
  secrets: ['.env', 'keys/server.key'],
};

const linesOf = (report: ReturnType<typeof reportAccess>) =>
  report.sections.flatMap(({ id, lines }) =>
    lines.map(({ message, at, isOpen }) =>
      `${id}${isOpen ? '!' : ''} ${render(message)} ${at ? `${at.path}:${at.line}` : ''}`.trim(),
    ),
  );

describe('what Claude Code may do', () => {
  it('is not more than rules say that are asked at all', () => {
    const text = '{ "permissions": { "allow": ["Write(src/**)", "Write"], "deny": ["Write(.env)"] } }';
    const report = reportAccess({ settings: [{ scope: 'project', path: '.claude/settings.json', text }], secrets: [] });
    const lines = linesOf(report);
    assert.deepEqual(
      lines.filter((one) => /^(?:unasked|stopped)/.test(one)),
      [
        'unasked Write(src/**) stands in the list, and has no effect. .claude/settings.json:1',
        'unasked! Write .claude/settings.json:1',
        'stopped Write(.env) stands in the list, and has no effect. .claude/settings.json:1',
      ],
    );
  });

  const told = (files: Record<string, object>, mcpServers: object = {}) =>
    linesOf(
      reportAccess({
        settings: Object.entries(files).map(([scope, content]) => ({
          scope: scope as 'managed' | 'local' | 'project' | 'user',
          path: scope,
          text: JSON.stringify(content),
        })),
        servers: { path: '.mcp.json', text: JSON.stringify({ mcpServers }) },
        secrets: [],
      }),
    );

  it('leaves servers out that a list denies, or that none allows, by name, command or address', () => {
    const servers = {
      named: { command: 'docs' },
      far: { url: 'https://a.example.com/mcp' },
      started: { command: 'npx', args: ['-y', 'docs@1.2.3'] },
      other: { command: 'npx', args: ['-y', 'other@1.2.3'] },
    };
    const states = (files: Record<string, object>) =>
      told({ project: { enableAllProjectMcpServers: true }, ...files }, servers)
        .filter((one) => one.startsWith('servers!'))
        .map((one) => one.split(' ')[1]);
    assert.deepEqual(states({}), ['named', 'far', 'started', 'other']);
    const deniedMcpServers = [
      { serverName: 'named' },
      { serverUrl: 'https://*.example.com/*' },
      { serverCommand: ['npx', '-y', 'docs@1.2.3'] },
    ];
    assert.deepEqual(states({ user: { deniedMcpServers } }), ['other']);
    const allowedMcpServers = [{ serverName: 'named' }, { serverName: 'far' }];
    assert.deepEqual(states({ managed: { allowedMcpServers } }), ['named', 'far']);
    assert.deepEqual(states({ managed: { allowedMcpServers: [] } }), []);
    assert.deepEqual(states({ managed: { allowedMcpServers: [] }, user: { allowedMcpServers } }), ['named', 'far']);
    const exact = [...allowedMcpServers, { serverCommand: ['npx', '-y', 'other@1.2.3'] }];
    assert.deepEqual(states({ managed: { allowedMcpServers: exact } }), ['far', 'other']);
    assert.deepEqual(
      states({ managed: { allowedMcpServers, allowManagedMcpServersOnly: true }, user: { allowedMcpServers: exact } }),
      ['named', 'far'],
    );
  });

  it('has no status line where hooks are off, but for the administrator’s, and helpers all the same', () => {
    const project = { statusLine: { command: 'status' }, apiKeyHelper: 'helper' };
    const programs = (files: Record<string, object>) => told(files).filter((one) => one.startsWith('programs'));
    assert.deepEqual(programs({ project }).length, 2);
    const helper = ['programs! apiKeyHelper runs helper project:1'];
    assert.deepEqual(programs({ project: { ...project, disableAllHooks: true } }), helper);
    assert.deepEqual(programs({ project, managed: { allowManagedHooksOnly: true } }), helper);
    const managed = { disableAllHooks: false, statusLine: { command: 'own' } };
    assert.equal(programs({ project: { ...project, disableAllHooks: true }, managed }).length, 2);
  });

  it('says why a mode does not count, and runs no commands that are denied', () => {
    const mode = (defaultMode: string) => ({ permissions: { defaultMode } });
    const [, first, second] = told({ local: mode('yolo'), project: mode('auto') });
    assert.match(first ?? '', /“yolo” does not count: Claude Code knows none of that name/);
    assert.match(second ?? '', /“auto” does not count: the settings of a project/);
    const denied = told({ project: { sandbox: { enabled: true }, permissions: { deny: ['Bash'] } } });
    assert.ok(!denied.some((one) => one.startsWith('unasked')));
  });

  it('is said with where it is said', () => {
    assert.deepEqual(linesOf(reportAccess(input)), [
      'mode Mode “acceptEdits”: it changes files in the folder without asking. .claude/settings.json:3',
      'secrets .env is closed by Read(./.env). .claude/settings.json:8',
      'secrets! It can read keys/server.key: no rule stops it.',
      'unasked! Bash(npm run test:*) .claude/settings.json:5',
      'unasked WebFetch is allowed, and stopped by WebFetch. .claude/settings.json:6',
      'servers! docs is started without asking: npx docs-server@1.2.3 .claude/settings.json:11',
      'servers database is asked about before its first start: https://mcp.acme-corp.com .mcp.json:4',
      'programs! On PostToolUse of Edit runs npx prettier --write . .claude/settings.json:13',
      'programs! statusLine.command runs ./status.sh .claude/settings.json:12',
      'folders! It works in ../shared, too. .claude/settings.json:9',
      'stopped Denied: Read(./.env) .claude/settings.json:8',
      'stopped Asked about: WebFetch .claude/settings.local.json:1',
    ]);
  });

  it('is a text, JSON, and a page with links', () => {
    const report = reportAccess(input);
    assert.match(
      accessText(report, { colors: pc.createColors(false) }),
      /It can read keys\/server\.key: no rule stops it\./,
    );
    assert.equal(JSON.parse(accessJson(report)).secrets[1].open, true);
    const page = accessPage(report, {
      inWords: (message) => render(message),
      link: (path, line) => `x:${path}#L${line}`,
    });
    assert.match(page, /\[\.claude\/settings\.json:5\]\(x:\.claude\/settings\.json#L5\)/);
  });

  it('says how much of it there is, which files count, and which mode does not', () => {
    const local = {
      scope: 'local' as const,
      path: '.claude/settings.local.json',
      text: '{"permissions":{"defaultMode":"plan"}}',
    };
    const report = reportAccess({ ...input, settings: [input.settings[0]!, local] });
    const text = accessText(report, { colors: pc.createColors(false) });
    assert.match(
      text,
      /^Secrets that it can read: 1 of 2 · Allowed without asking: 2 · Servers that start unasked: 1 · /,
    );
    assert.match(text, /decide over the others first: \.claude\/settings\.local\.json, \.claude\/settings\.json/);
    assert.match(text, /Mode “acceptEdits” does not count: .*settings\.json:3/);
    const page = accessPage(report, { inWords: (message) => render(message), link: () => undefined });
    assert.match(page, /^- `Bash\(npm run test:\*\)` – /m);
    assert.match(page, /^- \*\*It can read `keys\/server\.key`: no rule stops it\.\*\*$/m);
  });

  it('has no credential in it, and nothing that marks the page up', () => {
    const key = makeFakeKey('api03');
    const text = JSON.stringify({
      apiKeyHelper: `echo ${key}`,
      permissions: { allow: ['Bash(<img src=x onerror=1>)', 'Bash([a](https://evil.example))', 'Bash(`x`)'] },
    });
    const report = reportAccess({ settings: [{ scope: 'project', path: 'a.json', text }], secrets: [] });
    const page = accessPage(report, { inWords: (message) => render(message), link: () => 'x:y' });
    for (const shown of [page, accessText(report, { colors: pc.createColors(false) }), accessJson(report)])
      assert.ok(!shown.includes(key));
    // What stands in code is shown as it is.
    const marked = page.replace(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g, '');
    assert.doesNotMatch(marked, /<img|\]\(https:|`/);
    assert.match(page, /`` Bash\(`x`\) ``|``Bash\(`x`\)``/);
  });

  it('is said where there are no settings, and where they are broken', () => {
    assert.match(
      accessText(reportAccess({ settings: [], secrets: [] }), { colors: pc.createColors(false) }),
      /no settings of Claude Code here/,
    );
    for (const text of ['{', '[]', `${'['.repeat(5000)}`, '{"permissions": {"allow": [1, {}]}, "hooks": []}']) {
      const report = reportAccess({
        settings: [{ scope: 'local', path: 'a', text }],
        servers: { path: 'b', text },
        secrets: ['.env'],
      });
      assert.equal(report.sections.length, 7);
    }
  });

  it('says that commands in the sandbox are not asked about, and who has said so', () => {
    const unasked = (sandbox: string, mode = 'default') => {
      const text = `{ "permissions": { "defaultMode": "${mode}", "allow": ["mcp__*", "Grep"] }, "sandbox": ${sandbox} }`;
      const report = reportAccess({ settings: [{ scope: 'project', path: 'settings.json', text }], secrets: [] });
      const { lines } = report.sections.find(({ id }) => id === 'unasked')!;
      return lines.map(({ message, isOpen }) => `${isOpen ? '! ' : ''}${render(message)}`);
    };
    const rules = ['! Grep', 'mcp__* stands in the list, and has no effect.'];
    const always = '{ "enabled": true, "autoAllowBashIfSandboxed": true }';
    assert.deepEqual(unasked(always), ['! Commands that the sandbox holds', ...rules]);
    assert.match(unasked('{ "enabled": true }')[0]!, /^! Commands that the sandbox holds, in versions that do so/);
    assert.deepEqual(unasked('{ "enabled": true, "autoAllowBashIfSandboxed": false }'), rules);
    assert.deepEqual(unasked('{ "enabled": false, "autoAllowBashIfSandboxed": true }'), rules);
    assert.deepEqual(unasked(always, 'plan'), rules);
  });
});
