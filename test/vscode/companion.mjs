// @ts-check
/** A second extension, as others have it beside ours: it asks for a key, has a variable of its own in terminals, and makes days pass. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const COMMANDS = { ask: 'Ask for a Key', later: 'A Hundred Days Later' };

const MANIFEST = {
  ...{
    name: 'companion',
    displayName: 'Companion',
    publisher: 'test',
    version: '1.0.0',
    engines: { vscode: '^1.90.0' },
  },
  ...{
    main: './main.js',
    activationEvents: ['onStartupFinished'],
    capabilities: { untrustedWorkspaces: { supported: true } },
  },
  contributes: {
    commands: Object.entries(COMMANDS).map(([name, title]) => ({
      ...{ command: `companion.${name}`, category: 'Companion', title },
    })),
  },
};

/** What it is given it tells by its hash alone, in the file `asked` of the folder. */
const MAIN = `const { createHash } = require('node:crypto');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { authentication, commands, workspace } = require('vscode');

async function ask() {
  const out = join(workspace.workspaceFolders[0].uri.fsPath, 'asked');
  const tell = (text) => writeFileSync(out, text);
  try {
    const { accessToken } = await authentication.getSession('claude-guard', [], { createIfNone: true });
    tell(createHash('sha256').update(accessToken).digest('hex'));
  } catch (error) {
    tell('refused: ' + error.message);
  }
}

function later() {
  const { now } = Date;
  Date.now = () => now() + 100 * 86_400_000;
}

exports.activate = ({ environmentVariableCollection, subscriptions }) => {
  environmentVariableCollection.persistent = false;
  environmentVariableCollection.replace('COMPANION_MARK', process.env.COMPANION_MARK ?? '');
  subscriptions.push(commands.registerCommand('companion.ask', ask), commands.registerCommand('companion.later', later));
};
`;

/** Puts it where a server looks for extensions. @param {string} extensions the server's folder for them */
export function addCompanion(extensions) {
  const folder = join(extensions, 'test.companion-1.0.0');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(MANIFEST));
  writeFileSync(join(folder, 'main.js'), MAIN);
}
