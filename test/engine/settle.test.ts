import assert from 'node:assert/strict';
import { defaultConfig } from '../../src/engine/config/config';
import { type FoundProblem, type SettleInput, settle } from '../../src/engine/settle';
import { findSuppressions } from '../../src/engine/suppressions';
import type { Problem, Rule } from '../../src/engine/types';
import { expiredSuppression } from '../../src/rules/hygiene/expired-suppression';
import { suppressionWithoutReason } from '../../src/rules/hygiene/suppression-without-reason';
import { unusedSuppression } from '../../src/rules/hygiene/unused-suppression';
import { makeFakeKey } from '../support/credential-shapes';
import { makeDocument, makeProblem, makeRule, rangeOf, said } from '../support/settling';

const rule = makeRule('a-rule');
const other = makeRule('b-rule', { yieldsTo: ['a-rule'] });
const hygiene = [expiredSuppression, suppressionWithoutReason, unusedSuppression];
const key = makeFakeKey('api03');

type Found = [Rule, Problem, FoundProblem['setting']?];

/** Settles problems of a text, with the suppressions that stand in it. */
function run(text: string, found: Found[], rest: Partial<SettleInput> = {}) {
  const document = makeDocument(text);
  return settle({
    file: document.file,
    text,
    problems: found.map(([rule, problem, setting = 'production']) => ({ rule, problem, document, setting })),
    suppressions: findSuppressions(document),
    rules: [rule, other, ...hygiene],
    config: defaultConfig,
    today: '2026-06-01',
    ...rest,
  });
}

const on = (text: string, part: string, rest: Partial<Problem> = {}) => makeProblem(rangeOf(text, part), rest);
const withConfig = (config: Partial<typeof defaultConfig>) => ({ config: { ...defaultConfig, ...config } });

describe('settle', () => {
  it('makes a finding of a problem', () => {
    const text = 'first();\r\n  call(bad);\r\n';
    const fixes = [
      { title: said('mend', 'Mend it'), kind: 'safe' as const, edits: [{ range: rangeOf(text, 'bad'), text: 'good' }] },
    ];
    const related = [
      {
        message: said('from', 'It comes from {place}.', { place: said('here', 'here') }),
        range: rangeOf(text, 'first'),
      },
    ];
    const [finding] = run(text, [[rule, on(text, 'bad', { fixes, related })]]).findings;
    const { fingerprint, ...rest } = finding!;
    assert.match(fingerprint, /^[0-9a-f]{32}$/);
    assert.deepEqual(rest, {
      rule: 'a-rule',
      practice: 'authentication',
      severity: 'error',
      confidence: 'high',
      message: 'Something is wrong here.',
      said: said('wrong', 'Something is wrong here.'),
      remedy: 'Do something about it.',
      uri: 'file:///a.ts',
      path: 'a.ts',
      version: 3,
      range: rangeOf(text, 'bad'),
      start: { line: 2, column: 8 },
      end: { line: 2, column: 11 },
      excerpt: 'call(bad);',
      mark: { start: 5, end: 8 },
      related: [
        {
          ...related[0],
          message: 'It comes from here.',
          said: related[0]?.message,
          start: { line: 1, column: 1 },
          end: { line: 1, column: 6 },
        },
      ],
      fixes: [{ ...fixes[0], title: 'Mend it', said: fixes[0]?.title }],
    });
    assert.deepEqual(structuredClone(finding), finding);
  });

  it('orders findings by place', () => {
    const text = 'a b c';
    const found: Found[] = ['c', 'a', 'b'].map((part) => [rule, on(text, part)]);
    assert.deepEqual(
      run(text, found).findings.map(({ start }) => start.column),
      [1, 3, 5],
    );
  });

  describe('severity and confidence', () => {
    const decided = (
      problem: Partial<Problem>,
      rest?: Partial<SettleInput>,
      setting: FoundProblem['setting'] = 'production',
    ) => {
      const [finding] = run('bad', [[rule, on('bad', 'bad', problem), setting]], rest).findings;
      return finding && [finding.severity, finding.confidence];
    };

    it('are the problem’s where it says so, and the configuration’s before all', () => {
      assert.deepEqual(decided({ severity: 'warning', confidence: 'medium' }), ['warning', 'medium']);
      const config = withConfig({ rules: { 'a-rule': 'info' } });
      assert.deepEqual(decided({ severity: 'warning' }, config), ['info', 'high']);
    });

    it('are lower by a step in tests and examples, and by two in documentation', () => {
      assert.deepEqual(decided({}, {}, 'test'), ['error', 'medium']);
      assert.deepEqual(decided({ confidence: 'medium' }, {}, 'example'), ['error', 'low']);
      assert.deepEqual(decided({}, {}, 'documentation'), ['error', 'low']);
    });

    it('stay for a real-looking credential in a test', () => {
      const text = `key = "${key}"`;
      const [credential] = makeDocument(text).claude.credentials;
      const problem = makeProblem(credential!.range, { identity: credential!.fingerprint });
      assert.equal(run(text, [[rule, problem, 'test']]).findings[0]?.confidence, 'high');
    });

    it('are filtered by rule, confidence and profile', () => {
      assert.equal(decided({}, withConfig({ rules: { 'a-rule': 'off' } })), undefined);
      assert.equal(decided({ confidence: 'low' }, withConfig({ minConfidence: 'medium' })), undefined);
      assert.equal(decided({ severity: 'info', confidence: 'medium' }), undefined);
      assert.deepEqual(decided({ severity: 'info', confidence: 'high' }), ['info', 'high']);
      assert.deepEqual(decided({ severity: 'info', confidence: 'medium' }, withConfig({ profile: 'all' })), [
        'info',
        'medium',
      ]);
    });
  });

  describe('one cause, one finding', () => {
    const ids = (text: string, found: Found[], rest?: Partial<SettleInput>) =>
      run(text, found, rest).findings.map((finding) => finding.rule);

    it('lets the more specific rule report where both overlap', () => {
      const text = 'key: "secret" and more';
      const found: Found[] = [
        [other, on(text, '"secret"')],
        [rule, on(text, 'key: "secret"')],
        [other, on(text, 'more')],
      ];
      assert.deepEqual(ids(text, found), ['a-rule', 'b-rule']);
    });

    it('lets the general rule report where the specific one is off', () => {
      const found: Found[] = [
        [other, on('bad', 'bad')],
        [rule, on('bad', 'bad')],
      ];
      assert.deepEqual(ids('bad', found, withConfig({ rules: { 'a-rule': 'off' } })), ['b-rule']);
    });

    it('reports a place once per rule, with the worst and surest of it', () => {
      const found: Found[] = [
        [rule, on('ab cd', 'ab', { severity: 'warning' })],
        [rule, on('ab cd', 'ab cd', { message: said('worse', 'Worse.') })],
        [rule, on('ab cd', 'cd', { severity: 'info' })],
      ];
      const { findings } = run('ab cd', found);
      assert.deepEqual(
        findings.map(({ message }) => message),
        ['Worse.'],
      );
    });

    it('tells neighbours apart', () => {
      const found: Found[] = [
        [rule, on('abcd', 'ab')],
        [rule, on('abcd', 'cd')],
      ];
      assert.equal(run('abcd', found).findings.length, 2);
    });
  });

  describe('suppressions', () => {
    const suppressed = (comment: string, rest?: Partial<SettleInput>) => {
      const text = `${comment}\nbad();`;
      const settled = run(text, [[rule, on(text, 'bad')]], rest);
      return [settled.suppressed.map((finding) => finding.rule), settled.findings.map((finding) => finding.rule)];
    };

    it('hide what they name and keep it, with the reason', () => {
      const text = '// claude-guard-ignore-next-line a-rule -- tested by hand\nbad();';
      const settled = run(text, [[rule, on(text, 'bad')]]);
      assert.deepEqual(settled.findings, []);
      assert.equal(settled.suppressed[0]?.justification, 'tested by hand');
    });

    it('hold for a line, the next line and the file', () => {
      assert.deepEqual(suppressed('// claude-guard-ignore-file a-rule -- why'), [['a-rule'], []]);
      const text = 'bad(); // claude-guard-ignore-line a-rule -- why\nbad();';
      const found: Found[] = [
        [rule, on(text, 'bad')],
        [rule, makeProblem(rangeOf(text, 'bad', 10))],
      ];
      const settled = run(text, found);
      assert.deepEqual(
        settled.suppressed.map(({ start }) => start.line),
        [1],
      );
      assert.deepEqual(
        settled.findings.map(({ start }) => start.line),
        [2],
      );
    });

    it('without a reason hide, and are reported', () => {
      assert.deepEqual(suppressed('// claude-guard-ignore-next-line a-rule'), [
        ['a-rule'],
        ['suppression-without-reason'],
      ]);
    });

    it('that have expired hide nothing, and are reported', () => {
      const comment = (date: string) => `// claude-guard-ignore-next-line a-rule -- why until ${date}`;
      assert.deepEqual(suppressed(comment('2026-05-31')), [[], ['expired-suppression', 'a-rule']]);
      assert.deepEqual(suppressed(comment('2026-06-01')), [['a-rule'], []]);
      assert.deepEqual(suppressed(comment('2026-6-30')), [[], ['expired-suppression', 'a-rule']]);
    });

    it('that hide nothing are reported, with a fix that removes their line', () => {
      const text = 'a();\n  // claude-guard-ignore-next-line a-rule -- why\nb();';
      const [finding] = run(text, []).findings;
      assert.equal(finding?.rule, 'unused-suppression');
      const [fix] = finding!.fixes;
      assert.equal(fix?.kind, 'safe');
      const { start, end } = fix!.edits[0]!.range;
      assert.equal(text.slice(0, start) + text.slice(end), 'a();\nb();');
    });

    it('are not unused where their finding is hidden by configuration', () => {
      const comment = '// claude-guard-ignore-next-line a-rule -- why';
      assert.deepEqual(suppressed(comment, withConfig({ rules: { 'a-rule': 'off' } })), [[], []]);
      const text = `${comment}\nbad();`;
      const quiet = on(text, 'bad', { severity: 'info', confidence: 'low' });
      assert.deepEqual(run(text, [[rule, quiet]]).findings, []);
    });

    it('name rules that exist, or are told the nearest', () => {
      const [finding] = run('// claude-guard-ignore-line a-rul -- why\n', []).findings;
      assert.equal(finding?.message, 'There is no rule “a-rul”. Did you mean “a-rule”?');
      assert.equal(run('// claude-guard-ignore-line -- why\n', []).findings[0]?.rule, 'unused-suppression');
    });

    it('can hide what is said of suppressions', () => {
      const text =
        '// claude-guard-ignore-file suppression-without-reason -- house style\n// claude-guard-ignore-next-line a-rule\nbad();';
      const settled = run(text, [[rule, on(text, 'bad')]]);
      assert.deepEqual(settled.findings, []);
      assert.deepEqual(
        settled.suppressed.map((finding) => finding.rule),
        ['suppression-without-reason', 'a-rule'],
      );
    });

    it('can be switched off', () => {
      const off = withConfig({ rules: { 'unused-suppression': 'off' } });
      assert.deepEqual(run('// claude-guard-ignore-line a-rule -- why\n', [], off).findings, []);
    });
  });

  describe('masking', () => {
    it('keeps credentials out of every text', () => {
      const text = `const client = new Anthropic({ apiKey: '${key}' });`;
      const fixes = [{ title: said('replace', 'Replace {key}', { key }), kind: 'safe' as const, edits: [] }];
      const related = [
        {
          message: said('here', 'Here is {what}.', { what: said('key', 'the {key}', { key }) }),
          range: rangeOf(text, 'client'),
        },
      ];
      const problem = on(text, `'${key}'`, { message: said('key', 'The key {key} is here.', { key }), fixes, related });
      const [finding] = run(text, [[rule, problem]]).findings;
      assert.ok(!JSON.stringify(finding).includes(key.slice(20, 60)));
      const { excerpt, mark } = finding!;
      assert.match(excerpt, /^const client = new Anthropic\(\{ apiKey: 'sk-ant-api03-….{4}' \}\);$/);
      assert.match(excerpt.slice(mark!.start, mark!.end), /^'sk-ant-api03-….{4}'$/);
    });

    it('keeps other secrets out of every excerpt and message, save their first two characters', () => {
      const text = 'login("hunter22"); check("hunter22");';
      const secrets = [rangeOf(text, 'hunter22')];
      const found: Found[] = [
        [
          rule,
          on(text, 'login', {
            secrets,
            message: said('password', 'The password {word} stands here.', { word: 'hunter22' }),
          }),
        ],
        [other, on(text, 'check', { secrets: [rangeOf(text, 'hunter22', 15)] })],
      ];
      const { findings } = run(text, found);
      assert.deepEqual(
        findings.map(({ excerpt }) => excerpt),
        ['login("hu…"); check("hu…");', 'login("hu…"); check("hu…");'],
      );
      assert.equal(findings[0]?.message, 'The password … stands here.');
      assert.deepEqual(findings[0]?.said.args, { word: '…' });
    });

    it('says which places hold secrets, without them', () => {
      const text = `a("${key}")`;
      const [finding] = run(text, [[rule, on(text, `"${key}"`)]]).findings;
      assert.deepEqual(finding?.secrets, [rangeOf(text, key)]);
    });

    it('keeps credentials out of excerpts however they are hidden', () => {
      const encoded = Buffer.from(key).toString('base64');
      const text = `token = "${encoded}"; bad();`;
      const [finding] = run(text, [[rule, on(text, 'bad')]]).findings;
      assert.ok(!finding!.excerpt.includes(encoded.slice(24, 60)), finding!.excerpt);
    });

    it('keeps a credential that an embedded document puts together out of the excerpts of its file', () => {
      const [head, tail] = [key.slice(0, 40), key.slice(40)];
      const script = `k="${head}"+"${tail}"`;
      const text = `<script>${script}</script>`;
      const at = text.indexOf(script);
      const embedded = {
        format: 'test',
        text: script,
        toOuter: (offset: number) => offset + at,
        encode: (part: string) => part,
      };
      const outer = makeDocument(text, {}, { embedded: [embedded] });
      const range = { start: 2, end: script.length };
      const [credential] = makeDocument(key).claude.credentials;
      const inner = { ...makeDocument(script), outer };
      inner.claude.credentials.push({ ...credential!, range, encoding: 'split' });
      const problem = makeProblem({ start: at + 2, end: at + script.length });
      const problems = [{ rule, problem, document: inner, setting: 'production' as const }];
      const [finding] = run(text, [], { problems }).findings;
      assert.equal(finding?.excerpt, `<script>k=${credential!.masked}</script>`);
    });

    it('shows at most 160 units of a long line, around what is meant', () => {
      const filler = 'call(); '.repeat(1000);
      const text = `${filler}bad();${filler}`;
      const [finding] = run(text, [[rule, on(text, 'bad')]]).findings;
      const { excerpt, mark } = finding!;
      assert.ok(excerpt.length <= 160);
      assert.equal(excerpt.slice(mark!.start, mark!.end), 'bad');
      assert.ok(excerpt.startsWith('…') && excerpt.endsWith('…'));
    });

    it('never cuts a surrogate pair', () => {
      for (let length = 150; length < 170; length++) {
        const text = `bad${'x'.repeat(length % 7)}${'💥'.repeat(length)}`;
        const [finding] = run(text, [[rule, on(text, 'bad')]]).findings;
        assert.ok(!/\p{Surrogate}/u.test(finding!.excerpt));
      }
    });
  });

  it('is quick with many findings', () => {
    const text = `const a = '${key}';\n`.repeat(2000);
    const found: Found[] = [];
    for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1))
      found.push([rule, makeProblem(rangeOf(text, key, at))]);
    const started = performance.now();
    assert.equal(run(text, found).findings.length, 2000);
    assert.ok(performance.now() - started < 5000, `${performance.now() - started} ms`);
  });
});
