import assert from 'node:assert/strict';
import { decidingRows, layerOfRows, readLayer, type Scope } from '../../../src/rules/support/access/layers';
import { bypassForbiddenBy, resolveAccess } from '../../../src/rules/support/access/resolve';

const access = (files: Partial<Record<Scope, object | string>>) =>
  resolveAccess(
    Object.entries(files).map(([scope, content]) =>
      readLayer({
        scope: scope as Scope,
        path: `${scope}.json`,
        text: typeof content === 'string' ? content : JSON.stringify(content),
      }),
    ),
  );

const mode = (defaultMode: string) => ({ permissions: { defaultMode } });

describe('permissions as a whole', () => {
  it('have the mode of the layer that decides over the others', () => {
    const all = { user: mode('plan'), project: mode('acceptEdits'), local: mode('dontAsk') };
    assert.equal(access(all).mode.value, 'dontAsk');
    assert.equal(access({ ...all, commandLine: mode('plan') }).mode.value, 'plan');
    assert.equal(access({ ...all, managed: mode('default') }).mode.value, 'default');
    assert.equal(access({ user: mode('plan'), project: {} }).mode.from?.layer.scope, 'user');
    assert.deepEqual(access({}).mode, { value: 'default' });
  });

  it('do not know modes that do not exist', () => {
    assert.equal(access({ project: mode('yolo'), user: mode('plan') }).mode.value, 'plan');
  });

  it('ignore the mode “auto” of a repository', () => {
    assert.equal(access({ project: mode('auto'), local: mode('auto'), user: mode('plan') }).mode.value, 'plan');
    assert.equal(access({ user: mode('auto') }).mode.value, 'auto');
  });

  it('refuse the mode without checks where any layer forbids it', () => {
    for (const scope of ['managed', 'project', 'user', 'local'] as const) {
      const found = access({
        commandLine: mode('bypassPermissions'),
        [scope]: { permissions: { disableBypassPermissionsMode: 'disable' } },
      });
      assert.equal(found.mode.value, 'default');
      assert.equal(found.mode.refusedBy?.layer.scope, scope);
      assert.equal(bypassForbiddenBy(found)?.layer.scope, scope);
    }
    assert.equal(access({ project: mode('bypassPermissions') }).mode.value, 'bypassPermissions');
  });

  it('join the lists of all layers, and deny before ask before allow', () => {
    const found = access({
      user: { permissions: { deny: ['Bash(curl *)'] } },
      project: { permissions: { allow: ['Bash(curl:*)', 'WebFetch', 'Bash(ls:*)'], ask: ['WebFetch'] } },
      local: { permissions: { allow: ['Bash(git push)'], deny: ['WebFetch'] } },
    });
    const said = found.grants.map(({ text, stop }) => [text, stop?.kind, stop?.by.layer.scope]);
    assert.deepEqual(said, [
      ['Bash(git push)', undefined, undefined],
      ['Bash(curl:*)', 'deny', 'user'],
      ['WebFetch', 'deny', 'local'],
      ['Bash(ls:*)', undefined, undefined],
    ]);
  });

  it('take no rules but the administrator’s, where the administrator says so, and nobody else', () => {
    const rules = { permissions: { allow: ['Bash'], deny: ['Read'] } };
    const only = { allowManagedPermissionRulesOnly: true };
    assert.deepEqual(access({ managed: only, project: rules }).grants, []);
    assert.deepEqual(access({ managed: only, project: rules }).stops, []);
    assert.equal(access({ project: { ...only, ...rules } }).grants.length, 1);
  });

  it('merge what is dropped in beside the administrator’s file: the last by name decides, lists are joined', () => {
    const managed = (name: string, content: object) =>
      readLayer({ scope: 'managed', path: `/etc/claude-code/${name}`, text: JSON.stringify(content) });
    const found = resolveAccess([
      managed('managed-settings.json', { ...mode('plan'), allowManagedPermissionRulesOnly: true }),
      managed('managed-settings.d/20-team.json', { ...mode('acceptEdits'), allowManagedPermissionRulesOnly: false }),
      managed('managed-settings.d/10-base.json', { permissions: { defaultMode: 'dontAsk', deny: ['WebFetch'] } }),
      readLayer({ scope: 'project', path: 'settings.json', text: '{"permissions":{"allow":["Bash"]}}' }),
    ]);
    assert.equal(found.mode.value, 'acceptEdits');
    assert.deepEqual(
      found.layers.map(({ path }) => path.replace(/^.*\//, '')),
      ['20-team.json', '10-base.json', 'managed-settings.json', 'settings.json'],
    );
    assert.deepEqual([found.grants.length, found.stops.length], [1, 1]);
  });

  it('grant nothing by a pattern of tools without a server', () => {
    const allow = ['*', 'mcp__*', 'B*', 'mcp__docs__*', 'Bash(*)'];
    assert.deepEqual(
      access({ project: { permissions: { allow } } }).grants.map(({ text }) => text),
      ['mcp__docs__*', 'Bash(*)'],
    );
  });

  it('resolve the sandbox key by key', () => {
    const { sandbox } = access({
      project: { sandbox: { enabled: false, allowUnsandboxedCommands: false, excludedCommands: ['docker'] } },
      local: { sandbox: { enabled: true, excludedCommands: ['git'] } },
    });
    assert.equal(sandbox.enabled?.layer.scope, 'local');
    assert.equal(sandbox.isHard, true);
    assert.deepEqual(
      sandbox.excluded.map(({ text }) => text),
      ['git', 'docker'],
    );
    assert.equal(
      access({ managed: { sandbox: { enabled: false } }, local: { sandbox: { enabled: true } } }).sandbox.enabled,
      undefined,
    );
  });

  const hooks = { hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [{ type: 'command', command: './guard.sh' }] }] } };
  const running = (files: Parameters<typeof access>[0]) => access(files).hooks.map(({ from }) => from.layer.scope);

  it('run the hooks of all layers, unless they are switched off', () => {
    assert.deepEqual(running({ user: hooks, project: hooks, managed: hooks }), ['managed', 'project', 'user']);
    assert.deepEqual(running({ user: hooks, project: hooks, local: { disableAllHooks: true } }), []);
    assert.deepEqual(running({ managed: hooks, project: hooks, local: { disableAllHooks: true } }), ['managed']);
    assert.deepEqual(running({ managed: { ...hooks, disableAllHooks: true }, project: hooks }), []);
    assert.deepEqual(running({ managed: { ...hooks, allowManagedHooksOnly: true }, project: hooks }), ['managed']);
    assert.deepEqual(running({ project: { ...hooks, allowManagedHooksOnly: true } }), ['project']);
  });

  it('read comments, trailing commas and duplicate keys as the program does, and survive what is broken', () => {
    const text =
      '{ // mine\n "permissions": { "defaultMode": "plan", "defaultMode": "acceptEdits", "allow": ["Bash",], },\n}';
    assert.equal(access({ project: text }).mode.value, 'acceptEdits');
    assert.equal(access({ project: text }).grants.length, 1);
    for (const broken of [
      '',
      '[',
      '{"permissions": {"allow": ["Bash"',
      '{"permissions": "none"}',
      `${'{"a":'.repeat(5000)}1`,
      'null',
      '\u0000',
    ])
      assert.doesNotThrow(() => access({ project: broken }));
    assert.equal(readLayer({ scope: 'project', path: 'a', text: '{"permissions": {' }).isBroken, true);
  });

  it('hand on what decides without commands, variables and anything else that may be secret', () => {
    const rows = decidingRows(
      'a',
      JSON.stringify({
        env: { TOKEN: 'secret' },
        apiKeyHelper: 'echo secret',
        permissions: { deny: ['Read'] },
        hooks: { PreToolUse: [{ matcher: 'Read', hooks: [{ type: 'command', command: 'curl -H secret' }] }] },
      }),
    );
    assert.doesNotMatch(JSON.stringify(rows), /secret/);
    const found = resolveAccess([layerOfRows('project', 'a', rows)]);
    assert.equal(found.stops.length, 1);
    assert.deepEqual(
      found.hooks.map(({ hook }) => hook.matcher),
      ['Read'],
    );
  });
});
