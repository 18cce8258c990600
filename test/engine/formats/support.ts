import assert from 'node:assert/strict';
import type { Command, Embedded, Facts, Range, Setting } from '../../../src/engine/facts';
import type { Format } from '../../../src/engine/formats/format';
import { factsOf } from '../../support/parsing';

export const parse = factsOf;

/** `path.joined=value`, with `!` before variables of the environment. */
export const settingsOf = (facts: Facts): string[] =>
  facts.settings.map(({ path, value, environment }) => `${environment ? '!' : ''}${path.join('/')}=${value}`);

/** Names of the variables of the environment with their values. */
export const variablesOf = (facts: Facts): Record<string, Setting['value']> =>
  Object.fromEntries(facts.settings.filter(({ environment }) => environment).map(({ key, value }) => [key, value]));

/** The command lines, joined by `|` between words. */
export const commandsOf = (facts: Facts): string[] =>
  facts.commands.map(({ name, words }: Command) => [name, ...words.map(({ text }) => text)].join('|'));

export const slice = (text: string, { start, end }: Range): string => text.slice(start, end);

export function settingOf(facts: Facts, key: string): Setting {
  const setting = facts.settings.find((candidate) => candidate.key === key);
  assert.ok(setting, `no setting ${key}`);
  return setting;
}

/** The embedded documents as `format role text`. */
export const embeddedOf = (facts: Facts): string[] =>
  facts.embedded.map(({ format, role, text }) => `${format} ${role ?? '-'} ${text}`);

/** The outer text with the embedded document's range replaced, as an engine does it. */
export function replaceIn(text: string, embedded: Embedded, from: string, to: string): string {
  const start = embedded.text.indexOf(from);
  assert.notEqual(start, -1, `${from} is not in ${embedded.text}`);
  const end = embedded.toOuter(start + from.length);
  return text.slice(0, embedded.toOuter(start)) + embedded.encode(to) + text.slice(end);
}

const inside = (range: Range, length: number, what: string): void => {
  assert.ok(0 <= range.start && range.start <= range.end && range.end <= length, `${what} ${JSON.stringify(range)}`);
};

/** What has to hold of the facts of any text. */
export function checkFacts(text: string, facts: Facts): void {
  for (const setting of facts.settings) {
    for (const range of [setting.keyRange, setting.valueRange, setting.range]) inside(range, text.length, setting.key);
    assert.ok(setting.range.start <= setting.valueRange.start, `${setting.key}: value before its pair`);
    assert.equal(setting.path.at(-1), setting.key);
  }
  for (const value of facts.strings) inside(value.range, text.length, 'string');
  for (const comment of facts.comments) inside(comment, text.length, 'comment');
  for (const { range, words } of facts.commands) {
    inside(range, text.length, 'command');
    for (const word of words) inside(word.range, text.length, word.text);
  }
  for (const embedded of facts.embedded) checkMapping(text, embedded);
}

/** Characters that stand for themselves are found where they are mapped to; the others in an escape or a line break. */
function checkMapping(text: string, embedded: Embedded): void {
  let previous = 0;
  for (let offset = 0; offset <= embedded.text.length; offset++) {
    const outer = embedded.toOuter(offset);
    assert.ok(previous <= outer && outer <= text.length, `offset ${offset} of ${embedded.format}`);
    previous = outer;
    const character = embedded.text[offset];
    if (character === undefined || character === text[outer] || outer === text.length) continue;
    assert.match(text.slice(outer, outer + 2), /^(?:\\.|[\r\n]|")/s, `${JSON.stringify(character)} at ${offset}`);
  }
}

/** The text with another line break, and after a byte order mark: what editors make of files. */
export const variants = (text: string): string[] => [text, text.replaceAll('\n', '\r\n'), `\uFEFF${text}`];

/** Parses every beginning of the text; broken input gives facts, whatever they are, and no exception. */
export async function checkBeginnings(format: Format, text: string, path: string): Promise<void> {
  for (let length = 0; length <= text.length; length++) {
    const part = text.slice(0, length);
    checkFacts(part, await parse(format, part, path));
  }
}
