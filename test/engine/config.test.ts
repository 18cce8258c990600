import assert from 'node:assert/strict';
import Ajv from 'ajv';
import fc from 'fast-check';
import { defaultConfig, parseConfig } from '../../src/engine/config/config';
import { configSchema } from '../../src/engine/config/schema';
import { boundByDefaults, stricter, waits } from '../../src/engine/config/stricter';
import { render } from '../../src/engine/messages';
import { expiredSuppression } from '../../src/rules/hygiene/expired-suppression';

const ruleIds = ['hardcoded-credential', 'insecure-url'];
const parse = (text: string) => parseConfig(text, ruleIds);
const messages = (text: string) => parse(text).problems.map(({ message }) => message);

describe('parseConfig', () => {
  it('reads every setting', () => {
    const settings = {
      profile: 'all',
      rules: { 'insecure-url': 'off', 'hardcoded-credential': 'info' },
      minConfidence: 'medium',
      include: ['src/**'],
      exclude: ['vendor/**'],
      allowedHosts: ['*.example.com'],
      approvedHostsOnly: true,
      fileTimeout: 500,
    };
    const parsed = parse(JSON.stringify({ $schema: 'x', ...settings }));
    assert.deepEqual(parsed, { config: settings, settings, problems: [] });
  });

  it('accepts an empty file, comments and trailing commas', () => {
    assert.deepEqual(parse(' \n'), { config: defaultConfig, settings: {}, problems: [] });
    assert.equal(parse('// ours\n{ "profile": "all", /* yes */ }').config.profile, 'all');
  });

  it('points at an unknown setting and names the one that was meant', () => {
    const text = '{ "minConfidense": "high" }';
    const [problem] = parse(text).problems;
    assert.equal(problem?.message, 'There is no setting “minConfidense”. Did you mean “minConfidence”?');
    assert.equal(text.slice(problem?.range.start, problem?.range.end), '"minConfidense"');
  });

  it('points at an unknown rule and keeps the others', () => {
    const parsed = parse('{ "rules": { "insecure-urls": "off", "insecure-url": "off" } }');
    assert.deepEqual(parsed.config.rules, { 'insecure-url': 'off' });
    assert.deepEqual(
      parsed.problems.map(({ message }) => message),
      ['There is no rule “insecure-urls”. Did you mean “insecure-url”?'],
    );
  });

  for (const [text, message] of [
    ['{ "profile": "al" }', '“profile” must be one of “recommended”, “all”. Did you mean “all”?'],
    ['{ "rules": [] }', '“rules” must be an object of rule ids and levels.'],
    ['{ "rules": { "insecure-url": true } }', '“insecure-url” must be one of “off”, “error”, “warning”, “info”.'],
    ['{ "include": "src" }', '“include” must be a list of strings.'],
    ['{ "exclude": [1] }', 'Each entry of “exclude” must be a string of 1 to 256 characters.'],
    ['{ "approvedHostsOnly": "yes" }', '“approvedHostsOnly” must be true or false.'],
    ['{ "fileTimeout": 1 }', '“fileTimeout” must be a whole number of milliseconds from 100 to 60000.'],
    ['[]', 'A configuration must be an object, in braces.'],
  ] as const) {
    it(`reports ${text}`, () => {
      assert.deepEqual(messages(text), [message]);
      assert.deepEqual(parse(text).config, { ...defaultConfig, rules: {} });
    });
  }

  for (const [text, reason] of [
    ['{ "rules": {} "exclude": [] }', 'a comma is missing before this'],
    ['{ "profile": }', 'a value is missing here'],
    ['{ "profile": "all"', 'an object is not closed; “}” is missing here'],
    ['[', 'a list is not closed; “]” is missing here'],
    ['{ profile: "all" }', '“profile” does not belong here; keys and texts stand in double quotes'],
    ["{ 'profile': 'all' }", 'texts stand in double quotes, not in single ones'],
    ['{ "profile": all }', '“all” does not belong here; keys and texts stand in double quotes'],
    ['{ "profile" = "all" }', 'a colon stands between a key and its value'],
    ['{ "profile" "all" }', 'a colon is missing between a key and its value'],
    ['{ "profile": "all",, }', 'there is a comma too many'],
    ['{ "$schema": "all }', 'a text is not closed; a double quote is missing'],
    ['{ "exclude": ["a\\q"] }', 'a backslash in a text is written twice, “\\\\”'],
    ['{ "profile": "all" } }', 'nothing may stand behind the closing brace'],
    ['/* x', 'a comment is not closed; “*/” is missing'],
    ['hello', '“hello” does not belong here; keys and texts stand in double quotes'],
  ] as const) {
    it(`says what is wrong in ${text}, once`, () => {
      assert.deepEqual(messages(text), [`This is no valid JSON: ${reason}.`]);
    });
  }

  it('keeps what can be read of broken JSON', () => {
    const parsed = parse('{ "profile": "all", "rules": { "insecure-url": ');
    assert.equal(parsed.config.profile, 'all');
    assert.ok(parsed.problems.length > 0);
  });

  it('takes nothing from the prototype', () => {
    assert.deepEqual(messages('{ "constructor": 1, "__proto__": 1 }').length, 2);
    assert.equal(messages('{ "rules": { "__proto__": "off" } }').length, 1);
  });

  it('survives deep nesting and very long files', () => {
    assert.ok(messages('['.repeat(200_000)).length > 0);
    assert.match(messages(' '.repeat(300_000))[0]!, /at most/);
  });

  it('never throws and always gives a whole configuration', () => {
    const key = fc.constantFrom(...Object.keys(defaultConfig), 'x');
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.dictionary(key, fc.jsonValue()).map((data) => JSON.stringify(data)),
    );
    fc.assert(
      fc.property(text, (content) => {
        assert.deepEqual(Object.keys(parse(content).config).sort(), Object.keys(defaultConfig).sort());
      }),
    );
  });
});

describe('stricter', () => {
  it('leaves what the person has not set to the repository', () => {
    const { config, ignored } = stricter({}, { profile: 'all', rules: { 'insecure-url': 'off' }, exclude: ['x'] });
    assert.deepEqual(config, { ...defaultConfig, profile: 'all', rules: { 'insecure-url': 'off' }, exclude: ['x'] });
    assert.deepEqual(ignored, []);
  });

  it('obeys what is stricter', () => {
    const person = {
      profile: 'recommended',
      minConfidence: 'high',
      rules: { a: 'info', b: 'off' },
      approvedHostsOnly: false,
    } as const;
    const repository = {
      profile: 'all',
      minConfidence: 'low',
      rules: { a: 'error', b: 'info' },
      approvedHostsOnly: true,
    } as const;
    const { config, ignored } = stricter(person, repository);
    assert.deepEqual(config, { ...defaultConfig, ...repository });
    assert.deepEqual(ignored, []);
  });

  it('ignores and tells every weakening', () => {
    const person = {
      profile: 'all',
      minConfidence: 'low',
      rules: { a: 'error', b: 'warning' },
      include: [],
      exclude: ['own/**'],
      allowedHosts: ['a.example'],
      approvedHostsOnly: true,
      fileTimeout: 3000,
    } as const;
    const repository = {
      profile: 'recommended',
      minConfidence: 'high',
      rules: { a: 'off', b: 'info', c: 'off' },
      include: ['src/**'],
      exclude: ['**'],
      allowedHosts: ['evil.example'],
      approvedHostsOnly: false,
      fileTimeout: 100,
    } as const;
    const { config, ignored } = stricter(person, repository);
    assert.deepEqual(config, { ...person, rules: { ...person.rules, c: 'off' } });
    assert.equal(ignored.length, 9);
    assert.ok(
      ignored.map((said) => render(said)).includes('The repository switches the rule “a” off; you have set “error”.'),
    );
  });

  it('takes from a repository that nobody trusts only what is stricter than the defaults', () => {
    const repository = {
      profile: 'all',
      minConfidence: 'high',
      rules: { a: 'off', b: 'warning', c: 'error' },
      include: ['src/**'],
      exclude: ['**'],
      allowedHosts: ['evil.example'],
      approvedHostsOnly: true,
      fileTimeout: 60_000,
    } as const;
    const { settings, ignored } = boundByDefaults({}, repository, waits.trust);
    assert.deepEqual(settings, { ...defaultConfig, profile: 'all', rules: { c: 'error' }, approvedHostsOnly: true });
    assert.equal(ignored.length, 6);
    assert.ok(
      ignored
        .map((said) => render(said))
        .includes('The repository excludes “**”; that waits for your trust in the folder.'),
    );
  });

  it('leaves what the person has set to the other comparison, and sets nothing by itself', () => {
    const person = { rules: { a: 'info' }, exclude: ['own/**'] } as const;
    const repository = { rules: { a: 'warning' }, exclude: ['**'] } as const;
    assert.deepEqual(boundByDefaults(person, repository, waits.trust), { settings: repository, ignored: [] });
    assert.deepEqual(boundByDefaults({}, {}, waits.trust), { settings: {}, ignored: [] });
  });

  it('includes what either of them includes', () => {
    const { config, ignored } = stricter({ include: ['src/**'] }, { include: ['src/**', 'lib/**'] });
    assert.deepEqual(config.include, ['src/**', 'lib/**']);
    assert.deepEqual(ignored, []);
  });
});

describe('configSchema', () => {
  const validate = new Ajv({ strict: false }).compile(configSchema([expiredSuppression]));

  it('accepts the defaults and refuses what the parser refuses', () => {
    assert.ok(validate(defaultConfig));
    assert.ok(validate({ $schema: 'x', rules: { 'expired-suppression': 'off' } }));
    assert.ok(!validate({ rules: { other: 'off' } }));
    assert.ok(!validate({ profil: 'all' }));
    assert.ok(!validate({ fileTimeout: 1 }));
  });
});
