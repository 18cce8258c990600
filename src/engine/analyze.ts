/** The path of one file, top to bottom. */

import { hasToDoWithClaude } from './claude/claude';
import {
  fromFile,
  mapFix,
  type OpenDocument,
  openDocuments,
  type ReadDocument,
  readDocumentsNow,
  toFile,
} from './documents';
import { deepest } from './formats/depths';
import { formatOf, formats } from './formats/index';
import { createGrammars, type ReadWasm } from './grammars';
import { unusedSuppressionId } from './hygiene';
import { noticeOf, say } from './notices';
import type { Answered, AskedPackage } from './packages/types';
import { settingOf } from './place';
import { type FoundProblem, settle } from './settle';
import { findSuppressions, mapSuppression, type SuppressionFix, suppressionFix } from './suppressions';
import { applyEdits } from './text/edits';
import { linesAround } from './text/excerpt';
import { collectMasks } from './text/masks';
import type { Analysis, Config, Document, Finding, Fix, Notice, Problem, Rule, RuleContext, SourceFile } from './types';
import { mayRunAgent } from './workflows/read';

export interface AnalyzeOptions {
  config: Config;
  /** The host's date, `YYYY-MM-DD`, for dated suppressions. */
  today: string;
  /** Say what a database of advisories could be asked about. */
  packages?: true;
  /** What it has answered. */
  answered?: Answered;
}

/** What an analysis came to, with what decides whether a fix holds. */
export interface Examined extends Analysis {
  /** Syntax errors. */
  errors: number;
}

export type Examine = (file: SourceFile, options: AnalyzeOptions) => Promise<Examined>;

export interface Engine {
  /** Loads whatever code needs. Rejects where that cannot be loaded. */
  ready(): Promise<void>;
  /** What a code file says, for `inspect`; without what is written in a language that is not loaded. */
  read(file: SourceFile): ReadDocument[];
  /** Findings of one file whose documents are linked with those of other files. */
  inspect(file: SourceFile, documents: readonly OpenDocument[], options: AnalyzeOptions): Examined;
  /** Findings of one file. Broken or hostile input gives what could be found and a notice; it never throws for content. */
  analyze(file: SourceFile, options: AnalyzeOptions): Promise<Analysis>;
  /**
   * The text after the fix, where the fix holds: the result parses no worse, the finding is gone, nothing new is found.
   * Undefined where it doesn't, and such a fix must not be offered. A fix of other files only (`addLines`, `allowHost`)
   * gives the text as it was.
   *
   * @param examine where the file is one of a project: its analysis there
   */
  validateFix(
    file: SourceFile,
    finding: Finding,
    fix: Fix,
    options: AnalyzeOptions,
    examine?: Examine,
  ): Promise<string | undefined>;
  /**
   * The edit that suppresses the finding with a comment in the syntax of the document that it is in (a script tag's, a
   * cell's …), in offsets of the file; `file` suppresses the rule in all of that document. Undefined where no comment can
   * stand, as in JSON.
   */
  suppressionFix(
    file: SourceFile,
    finding: Finding,
    form?: SuppressionFix['form'],
  ): Promise<SuppressionFix | undefined>;
  /** The finding's line and those around it, to be shown: every credential and secret of the file is masked. */
  maskedLines(file: SourceFile, finding: Finding, options: AnalyzeOptions): Promise<string>;
}

/** @param rules the catalogue, `src/rules/index.ts` */
export function createEngine(rules: readonly Rule[], readWasm: ReadWasm): Engine {
  const grammars = createGrammars(readWasm);

  const open = (file: SourceFile) => openDocuments(file, formatOf(file.path, file.languageId), grammars);

  const examine: Examine = async (file, options) => inspect(file, await open(file), options);

  function inspect(file: SourceFile, documents: readonly OpenDocument[], options: AnalyzeOptions): Examined {
    const notices = unreadNotices(file.path, documents);
    const problems = documents.flatMap((opened) => check(opened, rules, options, notices));
    const suppressions = documents.flatMap(({ document, toFile: map }) =>
      findSuppressions(document).map((one) => mapSuppression(one, map, document.text.length)),
    );
    const { config, today } = options;
    const settled = settle({ file, text: file.text, problems, suppressions, rules, config, today });
    const asks = documents.some(({ document }) => isAsking(document));
    const errors = documents.reduce((sum, { document }) => sum + document.facts.errors, 0);
    const packages = options.packages && documents.flatMap((opened) => packagesOf(opened, rules, options));
    const credentials = fingerprintsIn(documents);
    const about = {
      ...(asks && { asks }),
      ...(packages && { packages }),
      ...(credentials.length > 0 && { credentials }),
    };
    return { ...settled, notices, errors, ...about };
  }

  return {
    ready: () =>
      grammars.ready(
        formats.flatMap(({ kind, grammar, byTable }) => (kind === 'code' && grammar && !byTable ? [grammar] : [])),
      ),
    read: (file) => readDocumentsNow(file, formatOf(file.path, file.languageId), grammars, new Set()),
    inspect,
    async analyze(file, options) {
      const { errors: _, ...analysis } = await examine(file, options);
      return analysis;
    },
    async validateFix(file, finding, fix, options, ask = examine) {
      const fixed = fixedFile(file, fix);
      if (!fixed) return undefined;
      const before = await ask(file, options);
      const after = await ask(fixed, allowing(options, fix));
      return holds(before, after, finding, absorbed(finding.rule, rules)) ? fixed.text : undefined;
    },
    async suppressionFix(file, { range, rule }, form) {
      for (const opened of await open(file)) {
        const inner = fromFile(range, opened);
        const fix = inner && suppressionFix(opened.document, inner, rule, form);
        if (fix) return { ...fix, ...mapFix(fix, opened.toFile, opened.encode) };
        if (inner) return undefined;
      }
      return undefined;
    },
    async maskedLines(file, { range }, options) {
      // A rule that is off still knows of secrets.
      const every = { ...options, config: { ...options.config, rules: {} } };
      const documents = await open(file);
      const problems = documents.flatMap((opened) => check(opened, rules, every, []));
      const secrets = problems.flatMap(({ problem }) => problem.secrets ?? []);
      const within = documents.map(({ document }) => document);
      return linesAround(file.text, collectMasks(file.text, within, secrets), range);
    },
  };
}

const isAsking = (document: Document): boolean =>
  document.format.kind === 'code' ? hasToDoWithClaude(document) : mayRunAgent(document);

/** Of what is certainly a credential, and in use. */
function fingerprintsIn(documents: readonly OpenDocument[]): string[] {
  const used = documents.flatMap(({ document }) =>
    document.claude.credentials.length > 0 && settingOf(document) === 'production' ? document.claude.credentials : [],
  );
  const certain = used.filter(({ confidence }) => confidence === 'high');
  return [...new Set(certain.map(({ fingerprint }) => fingerprint))];
}

function contextOf({ document }: OpenDocument, { config, today, answered }: AnalyzeOptions): RuleContext {
  return { document, config, today, setting: settingOf(document), ...(answered && { answered }) };
}

/** Of rules that are off, nothing is asked. */
function packagesOf(opened: OpenDocument, rules: readonly Rule[], options: AnalyzeOptions): AskedPackage[] {
  const context = contextOf(opened, options);
  return rules.flatMap((rule) => (options.config.rules[rule.id] === 'off' ? [] : (rule.packages?.(context) ?? [])));
}

/** Problems of one document, in the file's offsets. */
function check(
  opened: OpenDocument,
  rules: readonly Rule[],
  options: AnalyzeOptions,
  notices: Notice[],
): FoundProblem[] {
  const { document } = opened;
  const { config } = options;
  const context = contextOf(opened, options);
  return rules.flatMap((rule) => {
    if (config.rules[rule.id] === 'off') return [];
    try {
      return run(rule, context).map((problem) => ({
        rule,
        problem: toFile(problem, opened),
        document,
        setting: context.setting,
      }));
    } catch (error) {
      notices.push(noticeOf(document.file.path, say('rule', { rule: rule.id, error: kindOf(error) })));
      return [];
    }
  });
}

/** Of the file itself: what is embedded in it, code in a page of documentation, may be a mere sketch. */
function unreadNotices(path: string, documents: readonly OpenDocument[]): Notice[] {
  const { facts, format } = documents.find(({ document }) => !document.outer)?.document ?? {};
  if (!facts?.unread) return [];
  const reason =
    facts.unread === 'depth'
      ? say('depth', { levels: `${deepest}` })
      : say('syntax', { format: (format?.id ?? '').replace(/^(?:jsonc|notebook)$/, 'json').toUpperCase() });
  return [noticeOf(path, say('unread', { reason }))];
}

/** An error's own text may quote the file; its kind does not. */
const kindOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

function run(rule: Rule, context: RuleContext): Problem[] {
  const { claude, facts } = context.document;
  const problems: Problem[] = [];
  // Most calls have no problem: their empty lists are not joined.
  const each = <T>(items: readonly T[], hook: ((item: T, context: RuleContext) => Problem[]) | undefined): void => {
    if (hook) for (const item of items) for (const problem of hook.call(rule, item, context)) problems.push(problem);
  };
  each(claude.credentials, rule.credential);
  each(claude.clients, rule.client);
  each(claude.requests, rule.request);
  each(facts.calls, rule.call);
  each(facts.settings, rule.setting);
  problems.push(...(rule.document?.(context) ?? []));
  return problems;
}

/** The file as it is after the fix; undefined where the edits do not apply. */
function fixedFile(file: SourceFile, fix: Fix): SourceFile | undefined {
  const ignores = fix.addLines?.some(({ path }) => path.endsWith('.gitignore')) ?? false;
  try {
    const text = applyEdits(file.text, fix.edits);
    // An ignored file is read for what it has in common with others: that is another matter, and no reason not to ignore it.
    const { shared: _, ...host } = file.host ?? {};
    return { ...file, text, ...(ignores ? { host: { ...host, git: 'ignored' as const } } : {}) };
  } catch {
    return undefined;
  }
}

function allowing(options: AnalyzeOptions, { allowHost }: Fix): AnalyzeOptions {
  if (allowHost === undefined) return options;
  return { ...options, config: { ...options.config, allowedHosts: [...options.config.allowedHosts, allowHost] } };
}

/** Rules that had nothing to say as long as this one had: what they say once it is mended is not new. */
const absorbed = (rule: string, rules: readonly Rule[]): Set<string> =>
  new Set(rules.filter(({ yieldsTo }) => yieldsTo?.includes(rule)).map(({ id }) => id));

/** Whether the fix leaves fewer findings of its rule and no others that were not there. */
function holds(before: Examined, after: Examined, finding: Finding, uncovered: ReadonlySet<string>): boolean {
  if (after.errors > before.errors) return false;
  const [was, is] = [countByRule(before.findings), countByRule(after.findings)];
  if ((is.get(finding.rule) ?? 0) >= (was.get(finding.rule) ?? 0)) return false;
  // A suppression whose finding is gone has become idle, an expired one above all: that is no weakness of the fix.
  is.delete(unusedSuppressionId);
  return [...is].every(([rule, count]) => count <= (was.get(rule) ?? 0) + (uncovered.has(rule) ? 1 : 0));
}

function countByRule(findings: readonly Finding[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of findings) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return counts;
}
