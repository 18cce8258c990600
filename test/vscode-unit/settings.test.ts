import assert from 'node:assert/strict';
import { render } from '../../src/engine/messages';
import {
  enableChoice,
  type Layers,
  layChoice,
  layEngineSettings,
  layGlobs,
  runChoice,
  scanOnStartChoice,
} from '../../src/vscode/setting-layers';

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
    assert.deepEqual(
      ignored.map(({ path }) => path),
      [['claudeGuard.profile'], ['claudeGuard.rules', 'insecure-url']],
    );
    for (const { said } of ignored) assert.match(render(said), /^The workspace .*; you have set/);
  });

  it('take a folder’s over those of the workspace around it, rules one by one', () => {
    const { settings, ignored } = lay({
      rules: {
        person: { 'outdated-tls': 'error' },
        workspace: { 'insecure-url': 'off' },
        folder: { 'outdated-tls': 'off' },
      },
      exclude: { workspace: ['a'], folder: ['b'] },
    });
    assert.deepEqual(settings, { rules: { 'insecure-url': 'off', 'outdated-tls': 'error' }, exclude: ['b'] });
    assert.deepEqual(
      ignored.map(({ by, path }) => [by, ...path]),
      [['folder', 'claudeGuard.rules', 'outdated-tls']],
    );
    assert.match(render(ignored[0]!.said), /^The folder .*; you have set .* Yours stays in force\.$/);
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

describe('settings of the editor’s own', () => {
  it('are our default where nobody has set them', () => {
    assert.deepEqual(layChoice(enableChoice, {}), { value: true, ignored: [] });
    assert.deepEqual(layChoice(runChoice, {}), { value: 'onType', ignored: [] });
  });

  it('are the workspace’s where the person has not set them, and its folder’s before those', () => {
    assert.equal(layChoice(enableChoice, { workspace: false }).value, false);
    assert.equal(layChoice(runChoice, { workspace: 'manual', folder: 'onSave' }).value, 'onSave');
  });

  it('are the person’s', () => {
    assert.equal(layChoice(enableChoice, { person: false }).value, false);
    assert.equal(layChoice(scanOnStartChoice, { person: false }).value, false);
  });

  it('are no weaker than what the person has set, and that is said of each that asks', () => {
    const { value, ignored } = layChoice(enableChoice, { person: true, workspace: false });
    assert.equal(value, true);
    assert.match(render(ignored[0]!.said), /^The workspace switches Claude Guard off; you have set “true”/);
    const run = layChoice(runChoice, { person: 'onSave', workspace: 'manual', folder: 'onType' });
    assert.equal(run.value, 'onType');
    assert.deepEqual(
      run.ignored.map(({ by, path }) => [by, ...path]),
      [['workspace', 'claudeGuard.run']],
    );
    assert.equal(layChoice(scanOnStartChoice, { person: true, folder: false }).value, true);
  });

  it('are not moved by what is no value of theirs', () => {
    assert.equal(layChoice(enableChoice, { workspace: 'false' }).value, true);
    assert.equal(layChoice(runChoice, { workspace: 'never', person: 'manual' }).value, 'manual');
  });
});

describe('what VS Code hides from searches', () => {
  const patterns = (layers: Parameters<typeof layGlobs>[1], isBound = false) =>
    layGlobs('search.exclude', layers, isBound).patterns;

  it('is what is switched on, the workspace’s over the person’s over the default', () => {
    const layers = {
      byDefault: { '**/a': true, '**/b': true },
      person: { '**/b': false, '**/c': true },
      workspace: { '**/d': true, '**/c': false },
      folder: { '**/e': true },
    };
    assert.deepEqual(patterns(layers), ['**/a', '**/d', '**/e']);
  });

  it('is no pattern with a condition, and nothing that is no pattern', () => {
    assert.deepEqual(patterns({ person: { '**/*.js': { when: '$(basename).ts' }, ['x'.repeat(300)]: true } }), []);
    assert.deepEqual(patterns({ person: 'all', workspace: null }), []);
  });

  it('is no more than the person’s where the person has set what is scanned, and that is said', () => {
    const { patterns: left, ignored } = layGlobs(
      'search.exclude',
      { byDefault: { '**/a': true }, workspace: { '**': true, '**/a': true } },
      true,
    );
    assert.deepEqual(left, ['**/a']);
    assert.deepEqual(
      ignored.map(({ by, path }) => [by, ...path]),
      [['workspace', 'search.exclude', '**']],
    );
    assert.match(render(ignored[0]!.said), /^The workspace hides “\*\*” from scans; you have set/);
    assert.deepEqual(patterns({ person: { '**/a': false }, folder: { '**/a': true } }), []);
  });
});
