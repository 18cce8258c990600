import assert from 'node:assert/strict';
import type { Ecosystem } from '../../../src/engine/packages/types';
import { compareVersions, newestOf } from '../../../src/engine/packages/versions';

/** `<2.0`: the last before it. */
function newest(ecosystem: Ecosystem, requirement: string): string {
  const found = newestOf(ecosystem, requirement);
  if (found === undefined) return 'unknown';
  return found === 'any' ? 'any' : `${found.isIncluded ? '' : '<'}${found.version}`;
}

const table: [Ecosystem, Record<string, string>][] = [
  [
    'NuGet',
    {
      '1.2.3': '1.2.3',
      '1.0.0-beta.2': '1.0.0-beta.2',
      '[1.2.3]': '1.2.3',
      '[1.0,2.0)': '<2.0',
      '(,1.5]': '1.5',
      '[1.0,)': 'any',
      '1.2.*': '<1.3',
      '*': 'any',
      '$(Version)': 'unknown',
    },
  ],
  [
    'Packagist',
    {
      '1.2.3': '1.2.3',
      'v1.2.3': '1.2.3',
      '^1.2': '<2',
      '^0.3.1': '<0.4',
      '~1.2': '<2',
      '~1.2.3': '<1.3',
      '>=1.0 <1.5': '<1.5',
      '>=1.0,<1.5': '<1.5',
      '>= 1.0 < 1.5': '<1.5',
      '^1.0 || ^2.0': '<3',
      '^1.0|>=3': 'any',
      '1.0 - 2.0': '<2.1',
      '1.0.0 - 2.1.0': '2.1.0',
      '1.4.*': '<1.5',
      '^1.0@beta': '<2',
      'dev-main': 'unknown',
      '*': 'any',
    },
  ],
];

describe('versions', () => {
  for (const [ecosystem, requirements] of table)
    it(`that a requirement of ${ecosystem} allows`, () => {
      for (const [requirement, expected] of Object.entries(requirements))
        assert.equal(newest(ecosystem, requirement), expected, requirement);
    });

  it('are in the order of their ecosystem', () => {
    const orders: [Ecosystem, string, string][] = [
      ['NuGet', '1.2.3.4', '1.2.3.10'],
      ['NuGet', '1.2.3-preview.1', '1.2.3'],
      ['RubyGems', '1.0.0.rc1', '1.0.0'],
      ['RubyGems', '0.9', '0.10'],
      ['Maven', '1.1.0-M1', '1.1.0'],
      ['PyPI', '1.0rc1', '1.0'],
      ['PyPI', '1.0.post1', '1.1.dev2'],
      ['npm', '1.0.0-rc.2', '1.0.0-rc.10'],
      ['Go', 'v0.9.0', 'v0.10.0'],
      ['Packagist', '1.9.0', 'v1.10.0'],
    ];
    for (const [ecosystem, left, right] of orders) {
      assert.equal(compareVersions(ecosystem, left, right), -1, `${left} ${right}`);
      assert.equal(compareVersions(ecosystem, right, left), 1, `${right} ${left}`);
      assert.equal(compareVersions(ecosystem, left, left), 0);
    }
  });
});
