import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, textsIn } from '../../src/dev/bundle';
import { externalise, inEnglish, type Texts } from '../../src/dev/manifest-texts';
import { mistakesIn } from '../../src/dev/translations';
import { type fill, render } from '../../src/engine/messages';
import { practiceNote, rulePage } from '../../src/report/rule-page';
import type { Translate } from '../../src/report/translate';
import { rules } from '../../src/rules';
import { checkConfig } from '../../src/vscode/findings/config/problems';
import { rotationPage } from '../../src/vscode/findings/pages/rotation';
import { engine, options, sourceFile } from '../support/engine';
import { readFixtures } from '../support/fixtures';

const root = join(__dirname, '../..');
const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const manifest = read('package.json');
const english = { manifest: read('package.nls.json') as Texts, bundle: read('l10n/bundle.l10n.json') as Texts };

describe('texts of the manifest', () => {
  const small = {
    name: 'x',
    contributes: {
      commands: [{ command: 'claudeGuard.scanFile', title: 'Scan', category: 'Claude Guard' }],
      views: { claudeGuard: [{ id: 'claudeGuard.findings', name: 'Findings' }] },
      viewsWelcome: [
        { view: 'claudeGuard.findings', contents: 'Open a folder.' },
        { view: 'claudeGuard.findings', contents: 'Nothing found.' },
      ],
      configuration: [
        {
          title: 'Claude Guard: Runs',
          properties: { 'claudeGuard.run': { enum: ['a', 'b'], enumDescriptions: ['An a', 'A b'], default: 'a' } },
        },
      ],
    },
  };

  it('are moved under keys that tell where they stand', () => {
    const { texts } = externalise(small, {});
    assert.deepEqual(texts, {
      'commands.scanFile.title': 'Scan',
      'views.claudeGuard.findings.name': 'Findings',
      'viewsWelcome.findings.contents': 'Open a folder.',
      'viewsWelcome.findings.contents.2': 'Nothing found.',
      'settings.claude-guard-runs.title': 'Claude Guard: Runs',
      'settings.run.enumDescriptions.a': 'An a',
      'settings.run.enumDescriptions.b': 'A b',
    });
  });

  it('come back as they were, and moving them twice changes nothing', () => {
    const moved = externalise(small, {});
    assert.deepEqual(inEnglish(moved.manifest, moved.texts), small);
    assert.deepEqual(externalise(moved.manifest, moved.texts), moved);
    assert.equal(moved.manifest.contributes.commands[0]?.title, '%commands.scanFile.title%');
    assert.equal(moved.manifest.contributes.commands[0]?.category, 'Claude Guard');
  });

  it('that are written anew take the place of those that nobody refers to', () => {
    const { texts } = externalise(small, { 'commands.scanFile.title': 'Old', 'commands.gone.title': 'Gone' });
    assert.equal(texts['commands.scanFile.title'], 'Scan');
    assert.ok(!('commands.gone.title' in texts));
  });

  it('must exist', () => {
    const lost = { contributes: { commands: [{ command: 'a', title: '%commands.a.title%' }] } };
    assert.throws(() => externalise(lost, {}), /no text for %commands\.a\.title%/);
  });

  it('stand in package.nls.json, each key used and each use with a text', () => {
    assert.deepEqual(externalise(manifest, english.manifest), { manifest, texts: english.manifest });
    assert.ok(Object.keys(english.manifest).length > 40);
  });
});

describe('texts of the editor', () => {
  it('are found where they are said', () => {
    const source = "l10n.t('A'); l10n.t(yes ? 'B' : `C`, 1); t('D'); l10n.t(rule.title); other.t('E'); l10n.t(('F'));";
    assert.deepEqual(textsIn(source, 'a.ts'), ['A', 'B', 'C', 'D', 'F']);
    assert.deepEqual(textsIn("const say = phrases({ a: 'A {x}', b: 'B' });", 'a.ts'), ['A {x}', 'B']);
  });

  it('are whole', () => {
    assert.throws(() => textsIn('\nl10n.t(`A ${b}`)', 'a.ts'), /^Error: a\.ts:2: no bundle can hold/);
    assert.throws(() => textsIn("l10n.t('A ' + b)", 'a.ts'), /put together/);
  });

  it('stand in the bundle, the rules’ among them', () => {
    assert.deepEqual(bundle(rules, root), english.bundle);
    for (const { title, remedy } of rules) assert.ok(title in english.bundle && remedy in english.bundle);
  });

  it('are all that pages say: in a made-up language, no English is left', () => {
    const pseudo: Translate = (text) => {
      assert.ok(Object.hasOwn(english.bundle, text), `not in the bundle: ${text}`);
      return '⟦⟧';
    };
    const page = { variable: 'KEY', path: 'a.ts', loader: 'none', left: 'reference' } as const;
    const pages = [
      ...rules.flatMap((rule) => [rulePage(rule, pseudo), practiceNote(rule, rules, pseudo)]),
      ...['node', 'python', 'other'].map((runtime) =>
        rotationPage({ ...page, kind: 'ANTHROPIC_API_KEY', runtime, tracked: 'yes' }, pseudo),
      ),
      ...(['start', 'empty'] as const).map((left) =>
        rotationPage(
          { ...page, kind: 'CLAUDE_SESSION_KEY', loader: 'dotenv', runtime: '', tracked: 'no', left },
          pseudo,
        ),
      ),
    ];
    for (const text of pages) {
      const prose = text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`]*`|\[CWE-\d+\]\(\S+\)|OWASP [\w:]+/g, '');
      assert.doesNotMatch(prose, /[A-Za-z]{2}/, text);
    }
  }).timeout(120_000);

  it('are all that is said of a configuration', () => {
    const pseudo: typeof fill = (text) => {
      assert.ok(Object.hasOwn(english.bundle, text) || text === '', `not in the bundle: ${text}`);
      return '⟦⟧';
    };
    const wrong = [
      '{ "profil": 1 }',
      '{ "profile": "al" }',
      '{ "rules": [] }',
      '{ "include": [1] }',
      '{ a: 1 }',
      '[]',
      '{',
    ];
    const weaker = '{ "profile": "recommended", "rules": { "insecure-url": "off" } }';
    const person = { profile: 'all', rules: { 'insecure-url': 'error' } } as const;
    const ids = rules.map(({ id }) => id);
    const said = [...wrong, weaker].flatMap(
      (text) => checkConfig(text, ids, person, { isTrusted: true, hasGood: true }).findings,
    );
    assert.equal(said.length, wrong.length + 2);
    for (const { said: message } of said) assert.equal(render(message, pseudo), '⟦⟧');
  });

  it('are all that a finding says: in a made-up language, no English is left', async () => {
    const pseudo: typeof fill = (text, args) => {
      assert.ok(Object.hasOwn(english.bundle, text), `not in the bundle: ${text}`);
      return `⟦${Object.values(args).join('·')}⟧`;
    };
    let count = 0;
    for (const { path, text, host } of readFixtures())
      for (const { said, fixes } of (await engine.analyze(sourceFile(path, text, host), options)).findings)
        for (const message of [said, ...fixes.flatMap((fix) => fix.said ?? [])]) {
          assert.match(render(message, pseudo), /^⟦.*⟧$/s);
          count++;
        }
    assert.ok(count > 100);
  }).timeout(120_000);
});

const languages = readdirSync(join(root, 'l10n')).flatMap((name) => /^bundle\.l10n\.(.+)\.json$/.exec(name)?.[1] ?? []);
for (const language of languages) {
  describe(`texts in ${language}`, () => {
    const pairs: [string, Texts, Texts][] = [
      ['manifest', english.manifest, read(`package.nls.${language}.json`)],
      ['bundle', english.bundle, read(`l10n/bundle.l10n.${language}.json`)],
    ];
    for (const [name, texts, translated] of pairs)
      it(`are all there, none is left over, and each keeps places, code, icons and links: ${name}`, () => {
        assert.deepEqual(mistakesIn(name, translated, texts), []);
      });
  });
}

describe('a translation', () => {
  it('is told what is wrong with it', () => {
    const english: Texts = { a: 'A {0}', b: 'Run `x`', c: '[Go](command:go)', d: 'D', e: 'E' };
    const own: Texts = { a: 'Ein {0}', b: '`y` ausführen', c: '[Los](command:else)', d: ' ', f: 'F' };
    assert.deepEqual(mistakesIn('de.json', own, english), [
      'de.json has other places, code or links than: b',
      'de.json has other places, code or links than: c',
      'de.json has an empty text for: d',
      'de.json has no text for: e',
      'de.json has a text that is no more: f',
    ]);
  });
});
