import assert from 'node:assert/strict';
import { applyEdits } from '../../src/engine/edits';
import { reasonProblem, withReason } from '../../src/vscode/findings/suppression-edit';
import { testEngine } from '../support/engine';
import { makeFakeKey } from '../support/credential-shapes';
import { defaultConfig } from '../../src/engine/config';
import type { SourceFile } from '../../src/engine/types';

describe('a suppression’s reason', () => {
  it('is wanted, on one line, without the end of a comment', () => {
    assert.equal(reasonProblem('The lab’s proxy until 2030-01-01'), undefined);
    for (const reason of ['', '  ', 'a */ b', 'a --> b', 'x'.repeat(400)]) assert.ok(reasonProblem(reason), reason);
  });
});
