// @ts-check
/** A second extension, as others have it beside ours: it asks for a key when a person has it do so, and has days pass. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MANIFEST = {
  ...{ name: 'companion', displayName: 'Companion', publisher: 'test', version: '1.0.0' },
  ...{ engines: { vscode: '^1.90.0' }, main: './main.js' },
  contributes: {
    commands: [
      { command: 'companion.ask', category: 'Companion', title: 'Ask for a Key' },
      { command: 'companion.later', category: 'Companion', title: 'A Hundred Days Later' },
    ],
  },
};

/** That it asks it tells in the file `asking` of the folder; what it is given, by its hash alone, in `asked`. */
const MAIN = `const { createHash } = require('node:crypto');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { authentication, commands, workspace } = require('vscode');

async function ask() {
  const folder = workspace.workspaceFolders[0].uri.fsPath;
  const out = join(folder, 'asked');
  writeFileSync(join(folder, 'asking'), '');
  try {
    const { accessToken } = await authentication.getSession('claude-guard', [], { createIfNone: true });
    writeFileSync(out, createHash('sha256').update(accessToken).digest('hex'));
  } catch (error) {
    writeFileSync(out, 'refused: ' + error.message);
  }
}

/** All extensions have one clock. */
function later() {
  const { now } = Date;
  Date.now = () => now() + 100 * 86_400_000;
}

exports.activate = ({ subscriptions }) =>
  subscriptions.push(commands.registerCommand('companion.ask', ask), commands.registerCommand('companion.later', later));
`;

/** Puts it where a server looks for extensions. @param {string} extensions the server's folder for them */
export function addCompanion(extensions) {
  const folder = join(extensions, 'test.companion-1.0.0');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(MANIFEST));
  writeFileSync(join(folder, 'main.js'), MAIN);
}
