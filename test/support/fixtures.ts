/**
 * Fixtures: `test/fixtures/<rule>/<path>`, the path being what the engine is told. A first folder `tracked`, `untracked`,
 * `ignored` or `outside` is what git says of the file, `unlocked` or `with-lock` whether a lock file is beside it; it is not part of the path.
 *
 * A comment `want "text"` on a line expects a finding of the folder's rule there whose message holds the text;
 * `want other-rule "text"` one of another rule. Formats without comments have theirs in `<name>.want`, each line being
 * `<line>: want …`. `<name>.fixed` is the text after the first fix of each finding.
 *
 * A first folder `project-…` is a project, whose files are told of the credentials that they have in common; folders in it that
 * say what git does are no part of the path either.
 *
 * A project's `.claude/settings.json` is told to the files below it, and to its `settings.local.json`, as the scanner does; which
 * files with secrets the project has stands in its `secret-files`, a path a line.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { AgentFacts, HostFacts } from '../../src/engine/types';
import { agentFacts, agentStops, projectOf } from '../../src/scanner/agent-project';
import { nodeFiles } from '../../src/scanner/read';
import { type ProjectText, sharedFactsOf } from './shared';
import { fillTemplate } from './templates';

export interface Want {
  rule: string;
  text: string;
  line: number;
}

export interface Fixture {
  rule: string;
  /** As the engine sees it. */
  path: string;
  /** For the test's title. */
  name: string;
  text: string;
  wants: Want[];
  host?: HostFacts;
  fixed?: string;
}

export const fixturesFolder = join(__dirname, '../fixtures');
const states: Readonly<Record<string, HostFacts>> = {
  tracked: { git: 'tracked' },
  untracked: { git: 'untracked' },
  ignored: { git: 'ignored' },
  outside: { git: 'outside' },
  unlocked: { locks: [] },
  'with-lock': { locks: ['package-lock.json'] },
};
const wantPattern = /\bwant (?:([a-z]+(?:-[a-z]+)+) )?"((?:[^"\\]|\\.)*)"/g;

export function readFixtures(): Fixture[] {
  const files = readdirSync(fixturesFolder, { recursive: true, encoding: 'utf8' }).sort();
  return files
    .filter((file) => !/\.(?:fixed|want)$|secret-files$/.test(file) && statSync(join(fixturesFolder, file)).isFile())
    .map((file) => readFixture(file));
}

/** @param file below the folder, whose first folder is the rule's */
export function readFixture(file: string, folder = fixturesFolder): Fixture {
  const [rule = '', ...rest] = file.split(sep);
  const project = /^project-/.test(rest[0] ?? '') ? rest.shift() : undefined;
  const state = Object.hasOwn(states, rest[0] ?? '') ? states[rest[0]!] : undefined;
  const absolute = join(folder, file);
  const text = read(absolute);
  const path = (state ? rest.slice(1) : rest).join('/');
  const agent = agentOf(join(folder, rule, state ? rest[0]! : ''), path);
  const shared = project && sharedFactsOf(path, textsOf(join(folder, rule, project)));
  const facts = { ...state, ...(agent && { agent }), ...(shared && { shared }) };
  const host = Object.keys(facts).length > 0 ? facts : undefined;
  const fixture: Fixture = {
    rule,
    path,
    name: relative(folder, absolute),
    text,
    wants: [...wantsIn(text, rule), ...sidecar(`${absolute}.want`, rule)],
  };
  if (host) fixture.host = host;
  if (existsSync(`${absolute}.fixed`)) fixture.fixed = read(`${absolute}.fixed`);
  return fixture;
}

/** A project's files. */
function textsOf(root: string): ProjectText[] {
  const entries = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.map(({ parentPath, name }) => {
    const [first = '', ...rest] = relative(root, join(parentPath, name)).split(sep);
    const state = Object.hasOwn(states, first) ? states[first] : undefined;
    return { path: (state ? rest : [first, ...rest]).join('/'), text: read(join(parentPath, name)), ...state };
  });
}

function agentOf(root: string, path: string): AgentFacts | undefined {
  const project = projectOf(path);
  if (project === undefined) {
    const folders = path.split('/').map((_, depth, steps) => steps.slice(0, depth).join('/'));
    return folders.map((one) => agentStops({ root, files: nodeFiles }, one)).findLast((one) => one !== undefined);
  }
  const list = join(root, project, 'secret-files');
  const secrets = existsSync(list) ? readFileSync(list, 'utf8').split('\n').filter(Boolean) : [];
  return { settings: agentFacts({ root, files: nodeFiles, list: () => [] }, path)?.settings ?? [], secrets };
}

const read = (path: string): string => fillTemplate(readFileSync(path, 'utf8'));

function wantsIn(text: string, rule: string): Want[] {
  return text.split('\n').flatMap((line, index) => wantsOfLine(line, index + 1, rule));
}

function wantsOfLine(text: string, line: number, rule: string): Want[] {
  return [...text.matchAll(wantPattern)].map((match) => ({ rule: match[1] ?? rule, text: match[2]!, line }));
}

function sidecar(path: string, rule: string): Want[] {
  if (!existsSync(path)) return [];
  return read(path)
    .split('\n')
    .flatMap((line) => wantsOfLine(line, Number.parseInt(line, 10), rule));
}
