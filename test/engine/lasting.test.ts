import assert from 'node:assert/strict';
import type { Binding, Scope } from '../../src/engine/facts';
import { lookup } from '../../src/engine/flow/names';
import { Memo, memoryOf, restOnMore } from '../../src/engine/lasting';

const basis = {};
const statement = {};

const bindingOf = (name: string, scope: Scope): Binding => ({
  kind: 'constant',
  name,
  scope,
  range: { start: 0, end: 1 },
});

/** A module of an open document, and what is known of it in its present version. */
function openModule() {
  const module: Scope = { kind: 'module', bindings: new Map(), range: { start: 0, end: 9 } };
  const inner: Scope = { kind: 'function', parent: module, bindings: new Map(), range: { start: 1, end: 8 } };
  inner.bindings.set('own', [bindingOf('own', inner)]);
  return {
    module,
    inner,
    bind: (...names: string[]) => {
      const kept = (name: string) => module.bindings.get(name) ?? [bindingOf(name, module)];
      module.bindings = new Map(names.map((name) => [name, [...kept(name)]]));
    },
    rebind: (name: string) => {
      module.bindings = new Map(module.bindings).set(name, [bindingOf(name, module)]);
    },
    memo: (on: object = basis) => new Memo<object, string>(memoryOf({ module, isKept: true }, on), 'question'),
  };
}

describe('answers about an open document', () => {
  it('last as long as the names that they rest on are bound to the same', () => {
    const { inner, bind, rebind, memo } = openModule();
    bind('a', 'b');
    memo().find(statement, () => `${lookup('a', inner)?.length} ${lookup('own', inner)?.length}`);
    bind('b', 'a');
    assert.equal(memo().get(statement)?.value, '1 1');
    rebind('b');
    assert.equal(memo().get(statement)?.value, '1 1');
    rebind('a');
    assert.equal(memo().get(statement), undefined);
  });

  it('end when a name is bound that was not, and when one is bound no more', () => {
    const { inner, bind, memo } = openModule();
    bind('a');
    memo().find(statement, () => String(lookup('missing', inner)));
    bind('a', 'missing');
    assert.equal(memo().get(statement), undefined);
    memo().find(statement, () => String(lookup('missing', inner)?.length));
    bind('a');
    assert.equal(memo().get(statement), undefined);
  });

  it('rest on what the answers rest on that they are made of, found before or not', () => {
    const { inner, bind, rebind, memo } = openModule();
    bind('a');
    const first = memo();
    first.find(inner, () => String(lookup('a', inner)?.length));
    first.find(statement, () => `made of ${first.get(inner)?.value}`);
    assert.equal(memo().get(statement)?.value, 'made of 1');
    rebind('a');
    assert.equal(memo().get(statement), undefined);
  });

  it('do not last where they rest on more, on another module, or on what is still being found out', () => {
    const other = openModule();
    const { bind, memo } = openModule();
    const more: (() => unknown)[] = [restOnMore, () => lookup('a', other.inner)];
    for (const ask of more) {
      const now = memo();
      now.find(statement, () => String(ask()));
      assert.notEqual(now.get(statement), undefined);
      bind('a');
      assert.equal(memo().get(statement), undefined);
    }
    const now = memo();
    now.begin(statement, 'nothing yet');
    now.find(statement, () => now.get(statement)!.value);
    bind();
    assert.equal(memo().get(statement), undefined);
  });

  it('are of one basis, and of a text that is read once there are none', () => {
    const { module, bind, memo } = openModule();
    memo().find(statement, () => 'found');
    bind();
    assert.equal(memo().get(statement)?.value, 'found');
    assert.equal(memo({}).get(statement), undefined);
    assert.equal(memoryOf({ module }, basis), undefined);
  });
});
