import assert from 'node:assert/strict';
import { applyEdits } from '../../src/engine/text/edits';
import { lineEdit, resolveBeside } from '../../src/vscode/findings/fixes/added-lines';

const added = (text: string) => {
  const edit = lineEdit(text, { line: '.env' });
  return edit && applyEdits(text, [edit]);
};

describe('a line added to another file', () => {
  it('stands on a line of its own, at the end', () => {
    assert.equal(added(''), '.env\n');
    assert.equal(added('dist\n'), 'dist\n.env\n');
    assert.equal(added('dist'), 'dist\n.env\n');
    assert.equal(added('a\r\ndist'), 'a\r\ndist\r\n.env\r\n');
  });

  it('is not added twice', () => {
    for (const text of ['.env', '.env\ndist\n', 'dist\r\n.env\r\n']) assert.equal(added(text), undefined);
  });

  it('is added where only a part of a line is the same', () =>
    assert.equal(added('.env.local\n'), '.env.local\n.env\n'));
});

describe('a path beside a file', () => {
  it('is resolved from the file’s folder', () => {
    assert.equal(resolveBeside('a/b/.env', '.gitignore'), 'a/b/.gitignore');
    assert.equal(resolveBeside('a/b/.env', '../x/y'), 'a/x/y');
    assert.equal(resolveBeside('.env', './.gitignore'), '.gitignore');
  });

  it('does not leave the folder that is scanned', () => {
    for (const path of ['../../../x', '/etc/x', '\\x', 'C:\\x', 'c/../../../../x']) {
      assert.equal(resolveBeside('a/b/.env', path), undefined, path);
    }
  });
});
