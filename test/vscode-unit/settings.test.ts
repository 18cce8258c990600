import assert from 'node:assert/strict';
import { type Layers, layEnable, layEngineSettings, oneOf, runs } from '../../src/vscode/setting-layers';

const ruleIds = ['insecure-url', 'outdated-tls'];
const none: Layers = {};
const nothing = { profile: none, rules: none, minConfidence: none, include: none, exclude: none, fileTimeout: none };
const lay = (layers: Partial<typeof nothing>) => layEngineSettings({ ...nothing, ...layers }, ruleIds);

describe('settings of VS Code', () => {
  it('hold only what somebody has set', () => {
    assert.deepEqual(lay({}), { settings: {}, ignored: [] });
    assert.deepEqual(lay({ profile: { person: 'all' } }).settings, { profile: 'all' });
  });

  it('take a workspace’s over our defaults, weaker ones too', () => {
    const { settings, ignored } = lay({
      rules: { workspace: { 'insecure-url': 'off' } },
      exclude: { workspace: ['docs'] },
    });
    assert.deepEqual(settings, { rules: { 'insecure-url': 'off' }, exclude: ['docs'] });
    assert.deepEqual(ignored, []);
  });

  it('take no weakening of what the person has set, and say so by key', () => {
    const { settings, ignored } = lay({
      rules: { person: { 'insecure-url': 'error' }, workspace: { 'insecure-url': 'info', 'outdated-tls': 'off' } },
      profile: { person: 'all', workspace: 'recommended' },
    });
    assert.deepEqual(settings.rules, { 'insecure-url': 'error', 'outdated-tls': 'off' });
    assert.equal(settings.profile, 'all');
    assert.deepEqual(ignored.map(({ key }) => key).sort(), ['profile', 'rules']);
    for (const { message } of ignored) assert.match(message, /^The workspace .*; you have set/);
  });

  it('leave out values that are not valid, whatever they are', () => {
    const { settings } = lay({
      rules: { workspace: 'off' },
      include: { workspace: [1, 'src/**'] },
      fileTimeout: { workspace: -1, person: 'soon' },
      profile: { person: null },
    });
    assert.deepEqual(settings, { include: ['src/**'] });
  });
});

describe('the switch', () => {
  it('is on by default', () => assert.deepEqual(layEnable({}), { value: true }));
  it('is the workspace’s where the person has not set it', () =>
    assert.deepEqual(layEnable({ workspace: false }), { value: false }));
  it('is the person’s', () => assert.deepEqual(layEnable({ person: false }), { value: false }));
  it('stays on where the person has switched it on, and says so', () => {
    const { value, ignored } = layEnable({ person: true, workspace: false });
    assert.equal(value, true);
    assert.match(ignored ?? '', /you have switched it on/);
  });
  it('is not moved by what is no boolean', () => assert.equal(layEnable({ workspace: 'false' }).value, true));
});

describe('when to run', () => {
  it('is one of the known moments', () => {
    assert.equal(oneOf('manual', runs, 'onType'), 'manual');
    assert.equal(oneOf('never', runs, 'onType'), 'onType');
    assert.equal(oneOf(undefined, runs, 'onType'), 'onType');
  });
});
