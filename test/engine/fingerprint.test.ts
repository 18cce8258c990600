import assert from 'node:assert/strict';
import { fingerprints } from '../../src/engine/fingerprint';
import { collectMasks } from '../../src/engine/text/masks';
import { createLineTable } from '../../src/engine/text/positions';
import { makeFakeKey } from '../support/credential-shapes';
import { rangeOf } from '../support/settling';

const key = makeFakeKey('api03', { seed: 1 });

/** Fingerprints of every occurrence of `part`, in order. */
function all(text: string, part = key, identity?: string): string[] {
  const source = { lines: createLineTable(text), masks: collectMasks(text, [], []) };
  const findings = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    findings.push({ rule: 'a-rule', range: rangeOf(text, part, at), identity });
  }
  return fingerprints(source, findings);
}

const line = `const apiKey = '${key}';`;
const [plain] = all(line);

describe('fingerprints', () => {
  it('are 32 hex digits and hold nothing of the secret', () => {
    assert.match(plain!, /^[0-9a-f]{32}$/);
  });

  for (const [change, text] of [
    ['a line moves', `import x from 'y';\n\n\n${line}\nmore();`],
    ['a line is indented', `  {\n\t\t${line}\n  }`],
    ['ends of line change', `first();\r\n${line}\r\nlast();\r\n`],
    ['a neighbour is edited', `other();\n${line}\nthings();`],
    ['spaces come and go', `const apiKey='${key}';`],
    ['a comma follows', line.replace(';', ',')],
    ['it is suppressed on its line', `${line} // claude-guard-ignore-line a-rule -- why`],
  ] as const) {
    it(`stay where ${change}`, () => {
      assert.deepEqual(all(text), [plain]);
    });
  }

  it('differ for a new secret on an old line', () => {
    const other = makeFakeKey('api03', { seed: 2 });
    assert.notDeepEqual(all(line.replace(key, other), other), [plain]);
  });

  it('differ for the same secret on another line, and for another rule', () => {
    assert.notDeepEqual(all(`console.log('${key}');`), [plain]);
    const source = { lines: createLineTable(line), masks: [] };
    const range = rangeOf(line, key);
    const [one, two] = ['a-rule', 'b-rule'].map((rule) => fingerprints(source, [{ rule, range, identity: 'x' }])[0]);
    assert.notEqual(one, two);
  });

  it('use the identity that a rule gives in place of the text', () => {
    const text = 'verify(false);\nverify(true );';
    const [off] = all(text, 'false', 'verification');
    assert.notEqual(off, all(text, 'false')[0]);
  });

  describe('of equal lines', () => {
    const copies = (...around: string[]) => all(around.map((neighbour) => `${neighbour}\n${line}`).join('\n'));

    it('are all different, and the first is what it was alone', () => {
      const three = copies('a();', 'a();', 'a();');
      assert.equal(new Set(three).size, 3);
      assert.equal(three[0], plain);
    });

    for (const [where, after] of [
      ['above', ['new();', 'a();', 'b();']],
      ['between', ['a();', 'new();', 'b();']],
      ['below', ['a();', 'b();', 'new();']],
    ] as const) {
      it(`give one new one when a copy is added ${where}`, () => {
        const before = copies('a();', 'b();');
        assert.equal(copies(...after).filter((print) => !before.includes(print)).length, 1);
      });
    }

    it('notice a copy that was removed here and added there', () => {
      const before = copies('a();', 'b();');
      const after = copies('b();', 'c();');
      assert.ok(after.some((print) => !before.includes(print)));
    });
  });

  it('hide short secrets altogether and tell long ones apart', () => {
    const print = (secret: string) => {
      const text = `login("${secret}")`;
      const range = rangeOf(text, secret);
      const source = { lines: createLineTable(text), masks: collectMasks(text, [], [range]) };
      return fingerprints(source, [{ rule: 'a-rule', range }])[0];
    };
    assert.equal(print('hunter2'), print('hunter3'));
    assert.notEqual(print('correct horse battery staple'), print('correct horse battery stapler'));
  });

  it('stay local on a very long line', () => {
    const filler = 'x();'.repeat(5000);
    assert.deepEqual(all(`${filler}${line}${filler}`), all(`y();${filler}${line}${filler}z();`));
  });
});
