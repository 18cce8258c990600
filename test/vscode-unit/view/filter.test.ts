import assert from 'node:assert/strict';
import { english } from '../../../src/report/translate';
import {
  choicesOf,
  type Filter,
  filterMessage,
  filterOf,
  isActive,
  noFilter,
  parseFilter,
  passes,
} from '../../../src/vscode/findings/view/filter';
import { makeFinding } from '../support';

const only = (rest: Partial<Filter>): Filter => ({ ...noFilter, ...rest });
const never = () => assert.fail('It was asked whether the file is open.');

describe('the filter of the Findings view', () => {
  it('lets everything pass at first', () => {
    assert.equal(isActive(noFilter), false);
    assert.equal(passes(noFilter, makeFinding(), never), true);
  });

  it('goes by severity, confidence, practice, and whether the file is open', () => {
    const finding = makeFinding({ severity: 'warning', confidence: 'low', practice: 'transport' });
    assert.equal(passes(only({ severity: ['warning', 'info'] }), finding, never), true);
    assert.equal(passes(only({ severity: ['error'] }), finding, never), false);
    assert.equal(passes(only({ confidence: ['high'] }), finding, never), false);
    assert.equal(passes(only({ practice: ['authentication'] }), finding, never), false);
    assert.equal(
      passes(only({ openOnly: true }), finding, () => false),
      false,
    );
    assert.equal(
      passes(only({ openOnly: true }), finding, () => true),
      true,
    );
  });

  it('offers what there is to choose, ticked and counted', () => {
    const seen = [
      [makeFinding(), true],
      [makeFinding({ severity: 'info', practice: 'transport' }), false],
    ] as const;
    const choices = choicesOf(only({ severity: ['info'] }), seen, ['authentication', 'transport'], english);
    const told = choices.map(({ label, count, picked }) => `${picked ? '+' : '-'} ${label} ${count}`);
    assert.deepEqual(told, [
      '- Errors 1',
      '- Warnings 0',
      '+ Information 1',
      '+ High confidence 2',
      '+ Medium confidence 0',
      '+ Low confidence 0',
      '+ Secure authentication 1',
      '+ HTTPS everywhere 1',
      '- Only files that are open 1',
    ]);
  });

  it('is what was ticked; everything or nothing of a section is no filter', () => {
    const choices = choicesOf(noFilter, [], ['authentication', 'transport'], english);
    const pick = (...values: string[]) =>
      filterOf(
        choices,
        choices.filter(({ value }) => values.includes(value)),
      );
    assert.deepEqual(pick('error', 'high', 'medium', 'low', 'transport'), {
      severity: ['error'],
      confidence: [],
      practice: ['transport'],
      openOnly: false,
    });
    assert.deepEqual(pick('open'), only({ openOnly: true }));
    assert.equal(
      isActive(
        filterOf(
          choices,
          choices.filter(({ picked }) => picked),
        ),
      ),
      false,
    );
  });

  it('is read again as it was kept; of anything else nothing is taken', () => {
    const filter = only({ severity: ['error'], confidence: ['high', 'low'], practice: ['privacy'], openOnly: true });
    assert.deepEqual(parseFilter(JSON.parse(JSON.stringify(filter))), filter);
    for (const odd of [undefined, null, 7, 'error', [], { severity: 'error', openOnly: 1 }, { practice: ['none', 3] }])
      assert.deepEqual(parseFilter(odd), noFilter);
  });

  it('says how much is shown, and of what kind', () => {
    assert.equal(filterMessage(noFilter, 18, 18, english), undefined);
    assert.equal(
      filterMessage(only({ severity: ['error', 'warning'], openOnly: true }), 12, 18, english),
      '12 of 18 findings shown: Errors, Warnings; Only files that are open.',
    );
  });
});
