import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IssueFacts, issuePage, issueText, settingNames } from '../../../src/vscode/habits/issue-text';

const facts: IssueFacts = {
  ...{ extension: '0.1.0', product: 'VS Code', version: '1.105.0', system: 'linux x64, Node 22.1.0', host: 'desktop' },
  ...{ language: 'de', trusted: true, schemes: ['file', 'file', 'memfs'], isTroubled: false, changed: [] },
};

describe('the text of an issue', () => {
  it('holds the versions, and where it runs', () => {
    const text = issueText({ ...facts, remote: 'wsl' });
    for (const part of ['0.1.0', 'VS Code 1.105.0, desktop, de', 'linux x64, Node 22.1.0', 'wsl', 'trusted'])
      assert.ok(text.includes(part), part);
    assert.match(text, /\| Folders \| 3 \(file, memfs\) \|/);
    assert.match(
      issueText({ ...facts, trusted: false, isTroubled: true }),
      /Restricted Mode[\s\S]*\| Scanner \| fails \|/,
    );
  });

  it('names settings, never their values', () => {
    const text = issueText({ ...facts, changed: [{ name: 'claudeGuard.rules', where: ['user', 'folder'] }] });
    assert.match(text, /\| Settings changed \| `claudeGuard\.rules` \(user, folder\) \|/);
    assert.match(issueText(facts), /\| Settings changed \| none \|/);
  });

  it('does not name the machine that a remote runs on', () => {
    const text = issueText({ ...facts, remote: 'ssh-remote+build7.acme-corp.com' });
    assert.match(text, /\| Remote \| ssh-remote \|/);
    assert.doesNotMatch(text, /acme/);
    for (const served of ['10.0.0.7:8443', 'code.acme-corp.com', 'localhost:8080'])
      assert.match(issueText({ ...facts, remote: served }), /\| Remote \| a server \|/);
  });

  it('goes to the page of the manifest, where that is one of the web', () => {
    assert.equal(issuePage({ bugs: { url: 'https://example.com/issues' } }), 'https://example.com/issues');
    assert.equal(issuePage({ bugs: 'https://example.com/issues' }), 'https://example.com/issues');
    for (const odd of [undefined, {}, { bugs: {} }, { bugs: { url: 'file:///etc' } }, { bugs: { email: 'a@b.c' } }])
      assert.equal(issuePage(odd), undefined);
  });

  it('finds the settings in the manifest', () => {
    const manifest = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));
    const names = settingNames(manifest);
    assert.ok(names.includes('claudeGuard.enable') && names.includes('claudeGuard.rules'));
    assert.ok(names.every((name) => name.startsWith('claudeGuard.')));
    assert.deepEqual(settingNames({}), []);
  });
});
