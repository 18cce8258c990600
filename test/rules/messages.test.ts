import assert from 'node:assert/strict';
import { labelTexts } from '../../src/engine/credentials/families';
import { placesOf, render } from '../../src/engine/messages';
import type { Flaw } from '../../src/engine/packages/types';
import type { Finding, Message } from '../../src/engine/types';
import { rules } from '../../src/rules/index';
import { modelTexts } from '../../src/rules/support/models/uses';
import { engine, findingsOf, options, sourceFile } from '../support/engine';
import { readFixtures } from '../support/fixtures';
import { findingsIn, projectOf, readProjects } from '../support/projects';
import { fillTemplate } from '../support/templates';

interface Said {
  rule: string;
  message: Message;
  /** As the finding has it. */
  words: string;
}

const ofFinding = ({ rule, message, said, fixes, related }: Finding): Said[] => [
  { rule, message: said, words: message },
  ...related.map((place) => ({ rule, message: place.said, words: place.message })),
  ...fixes.flatMap((fix) => (fix.said ? [{ rule, message: fix.said, words: fix.title }] : [])),
];

/** Parts with words of their own included. */
const withParts = (message: Message): Message[] => [
  message,
  ...Object.values(message.args).flatMap((value) => (typeof value === 'string' ? [] : withParts(value))),
];

async function everythingFound(): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { path, text, host } of readFixtures())
    found.push(...(await engine.analyze(sourceFile(path, text, host), options)).findings);
  for (const { examples } of rules)
    for (const { file, bad, host } of examples) found.push(...(await findingsOf(file, fillTemplate(bad), host)));
  // What is said of other files alone.
  for (const { name, files } of readProjects()) {
    if (name !== 'called-workflows' && name !== 'asked-pages') continue;
    const project = await projectOf(Object.fromEntries(files.map(({ path, text }) => [path, text])));
    found.push(...(await findingsIn(project)));
  }
  // Data that comes along grows old.
  const later = { ...options, today: '2027-11-23' };
  found.push(...(await engine.analyze(sourceFile('requirements.txt', 'mcp==1.9.3\n'), later)).findings);
  // Only a live answer names a flaw without a remedy.
  const flaw: Flaw = {
    ...{ id: 'GHSA-live', aliases: [], ecosystem: 'PyPI' as const, package: 'anthropic', severity: 'HIGH' as const },
    ...{ versions: ['1.13.0'], spans: [{ introduced: '1.13.0', fixed: null }], summary: 'What is wrong.' },
  };
  const asked = { ...options, answered: { date: '2026-11-20', flaws: [flaw] } };
  found.push(...(await engine.analyze(sourceFile('requirements.txt', 'anthropic==1.13.0\n'), asked)).findings);
  return found;
}

describe('messages', () => {
  let findings: Finding[] = [];
  let said: Said[] = [];
  before(async function () {
    // All fixtures are analysed.
    this.timeout(60_000);
    findings = await everythingFound();
    said = findings.flatMap(ofFinding);
  });

  it('are texts of the rule that says them, with every place filled', () => {
    assert.ok(said.length > 300, `${said.length}`);
    const texts = new Map(rules.map(({ id, messages }) => [id, messages]));
    for (const { rule, message } of said)
      for (const { id, text, args } of withParts(message)) {
        assert.equal(texts.get(rule)?.[id], text, `${rule} does not list “${id}” among its messages`);
        assert.deepEqual(placesOf(text).sort(), Object.keys(args).sort(), `${rule}: ${id}`);
        for (const [name, value] of Object.entries(args)) assert.notEqual(value, '', `${rule}: ${id}: {${name}}`);
      }
  });

  it('read in English as the finding says', () => {
    for (const { message, words } of said) assert.equal(render(message), words);
  });

  it('of findings are whole sentences, titles are not', () => {
    for (const { message, said: one } of findings) assert.match(message, /^\S+ .*[.?]$/, one.id);
    for (const { title } of findings.flatMap(({ fixes }) => fixes)) assert.match(title, /^[A-Z].*[^.]$/);
  });

  it('are all said somewhere in the fixtures or examples', () => {
    // Of the many kinds of credentials, fixtures hold the usual ones; `labelOf` has a test of its own. No model in the data is
    // without a day just now; the test of models has one.
    const heard = new Set([
      ...said.flatMap(({ message }) => withParts(message)).map(({ text }) => text),
      ...Object.values(labelTexts),
      modelTexts.announced,
    ]);
    const silent = rules.flatMap(({ id, messages }) =>
      Object.entries(messages).flatMap(([name, text]) => (heard.has(text) ? [] : [`${id}: ${name}`])),
    );
    assert.deepEqual(silent, []);
  });
});
