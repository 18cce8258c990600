/** What VS Code makes of the manifest's texts. */
import assert from 'node:assert/strict';
import { extensions, l10n } from 'vscode';

describe('Texts of the manifest', () => {
  it('are there in words, not as keys', () => {
    const { contributes } = extensions.getExtension('claude-guard.claude-guard')!.packageJSON;
    const text = JSON.stringify(contributes);
    assert.deepEqual(text.match(/"%[\w.-]+%"/g), null);
    assert.match(text, /"Scan Workspace"/);
  });

  it('of findings fill their places by name', () => {
    assert.equal(l10n.t('Use {scheme}://', { scheme: 'https' }), 'Use https://');
  });
});
