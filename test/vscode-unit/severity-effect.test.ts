import assert from 'node:assert/strict';
import { english } from '../../src/report/translate';
import { unseenEffect } from '../../src/vscode/findings/config/severity-effect';

const set = { wanted: 'info', rule: 'insecure-url', byDefault: 'error', confidence: 'high' } as const;
const recommended = { profile: 'recommended', rules: { 'insecure-url': 'info' } } as const;

describe('a severity that was set', () => {
  it('is not spoken of where it is seen', () => {
    assert.equal(unseenEffect(set, recommended, english), undefined);
    assert.equal(unseenEffect({ ...set, wanted: 'error' }, { ...recommended, rules: {} }, english), undefined);
    const low = { ...set, confidence: 'low' } as const;
    assert.equal(unseenEffect(low, { ...recommended, profile: 'all' }, english), undefined);
    const off = { ...set, wanted: 'off' } as const;
    assert.equal(unseenEffect(off, { ...recommended, rules: { 'insecure-url': 'off' } }, english), undefined);
  });

  it('is, where something stricter is in force', () => {
    const message = unseenEffect(set, { ...recommended, rules: { 'insecure-url': 'warning' } }, english);
    assert.match(message ?? '', /“Warning” stays in force/);
    assert.match(unseenEffect(set, { ...recommended, rules: {} }, english) ?? '', /“Error” stays in force/);
  });

  it('is, where the profile leaves it out', () => {
    const message = unseenEffect({ ...set, confidence: 'medium' }, recommended, english);
    assert.match(message ?? '', /“recommended” does not show this/);
  });
});
