/** From the problems of a file to its findings: severity, confidence, one cause one finding, suppressions, masking. */
import { type Candidate, compareCandidates, type Doubt, decide, isShown, levelOf } from './candidates';
import { maskCredentials } from './credentials/credentials';
import { fingerprints, type MaskedSource } from './fingerprint';
import { hygieneProblems } from './hygiene';
import { mapArgs, render } from './messages';
import { oneCauseOneFinding } from './one-cause';
import { covers, isExpired, type Suppression } from './suppressions';
import { excerptAt } from './text/excerpt';
import { collectMasks, masksIn } from './text/masks';
import { createLineTable, type LineTable, positionAt } from './text/positions';
import type {
  Config,
  Document,
  Finding,
  Fix,
  Message,
  Problem,
  Range,
  RelatedPlace,
  Rule,
  RuleContext,
  SourceFile,
} from './types';

/** A rule's problem; its ranges, and those of its fixes, secrets and related places, are of the file's text. */
export interface FoundProblem {
  rule: Rule;
  problem: Problem;
  /** Where the rule found it. */
  document: Document;
  setting: RuleContext['setting'];
}

export interface SettleInput {
  file: SourceFile;
  /** The file's text, which all ranges are of. */
  text: string;
  problems: readonly FoundProblem[];
  /** Of the file and its embedded documents (`mapSuppression`), in offsets of the file's text. */
  suppressions: readonly Suppression[];
  /** Every rule there is: what suppressions may name; the hygiene rules report where they are among them. */
  rules: readonly Rule[];
  config: Config;
  /** The host's date, `YYYY-MM-DD`. */
  today: string;
}

/** A finding with what reports draw from it beside the contract. */
export interface SettledFinding extends Finding {
  /** The finding's range in `excerpt`, where it can be told. */
  mark?: Range;
  /** Places in the file's text that must not be shown, among those that the finding or its fixes touch. */
  secrets?: Range[];
  /** Of a suppressed finding: the reason that was given. */
  justification?: string;
}

export interface Settled {
  findings: SettledFinding[];
  suppressed: SettledFinding[];
}

/** Shorter literals are words of any sentence; in UTF-16 units. */
const shortestSecret = 4;

/** Places in other files. */
function createPlaces() {
  const tables = new Map<string, LineTable>();
  return ({ start, end }: Range, { uri, path, text }: SourceFile) => {
    const lines = tables.get(uri) ?? createLineTable(text);
    tables.set(uri, lines);
    return { uri, path, start: positionAt(lines, start), end: positionAt(lines, end) };
  };
}

/** Writes findings of one file. */
function writer(input: SettleInput, source: MaskedSource) {
  const starts = source.masks.map(({ range }) => range.start);
  const place = ({ start, end }: Range) => ({
    start: positionAt(source.lines, start),
    end: positionAt(source.lines, end),
  });
  const masking = ({ secrets }: Problem) => {
    const literals = (secrets ?? []).map(({ start, end }) => input.text.slice(start, end));
    const told = literals.filter((literal) => literal.length >= shortestSecret);
    return (words: string) => maskCredentials(told.reduce((masked, literal) => masked.replaceAll(literal, '…'), words));
  };
  const say = (message: Message, problem: Problem): { message: string; said: Message } => {
    const mask = masking(problem);
    const said = mapArgs(message, mask);
    return { message: mask(render(said)), said };
  };
  const elsewhere = createPlaces();
  const related = (problem: Problem): RelatedPlace[] =>
    (problem.related ?? []).map(({ message, range, file }) => ({
      ...say(message, problem),
      range,
      ...(file ? elsewhere(range, file) : place(range)),
    }));
  const fixes = (problem: Problem): Fix[] =>
    (problem.fixes ?? []).map((fix) => {
      const { message: title, said } = say(fix.title, problem);
      return { ...fix, title, said };
    });

  const touched = (problem: Problem): Range[] => {
    const edits = (problem.fixes ?? []).flatMap((fix) => fix.edits);
    const ranges = [problem.range, ...edits.map(({ range }) => range)];
    return [...new Set(ranges.flatMap((range) => masksIn(source.masks, starts, range)))].map(({ range }) => range);
  };

  return ({ rule, problem, severity, confidence }: Candidate, fingerprint: string): SettledFinding => {
    const { text, mark } = excerptAt(source, starts, problem.range);
    const secrets = touched(problem);
    return {
      rule: rule.id,
      practice: rule.practice,
      severity,
      confidence,
      ...say(problem.message, problem),
      remedy: rule.remedy,
      uri: input.file.uri,
      path: input.file.path,
      version: input.file.version,
      range: problem.range,
      ...place(problem.range),
      excerpt: text,
      fingerprint,
      related: related(problem),
      ...(problem.isFlow ? { isFlow: true } : {}),
      fixes: fixes(problem),
      ...(mark ? { mark } : {}),
      ...(secrets.length > 0 ? { secrets } : {}),
    };
  };
}

/** Tests, examples and documentation lower confidence, save for credentials that look real. */
function doubtOf({ problem, document, setting }: FoundProblem): Doubt {
  if (setting === 'production') return 0;
  if (document.claude.credentials.some(({ fingerprint }) => fingerprint === problem.identity)) return 0;
  return setting === 'documentation' ? 2 : 1;
}

/** Which suppressions, per rule, stand where that rule has a problem; problems below the filters count, too. */
function matches(
  suppressions: readonly Suppression[],
  candidates: readonly Candidate[],
): Map<Suppression, Set<string>> {
  const matched = new Map(suppressions.map((suppression) => [suppression, new Set<string>()]));
  for (const suppression of suppressions) {
    for (const { rule, problem } of candidates) {
      if (covers(suppression, rule.id, problem.range.start)) matched.get(suppression)!.add(rule.id);
    }
  }
  return matched;
}

function settleCandidates(input: SettleInput, source: MaskedSource, candidates: Candidate[]): Settled {
  const kept = oneCauseOneFinding(candidates.filter((found) => isShown(found, input.config))).sort(compareCandidates);
  const ids = fingerprints(
    source,
    kept.map(({ rule, problem }) => ({ rule: rule.id, range: problem.range, identity: problem.identity })),
  );
  const write = writer(input, source);
  const valid = input.suppressions.filter((suppression) => !isExpired(suppression, input.today));
  const settled: Settled = { findings: [], suppressed: [] };
  kept.forEach((found, index) => {
    const finding = write(found, ids[index]!);
    const suppression = valid.find((each) => covers(each, finding.rule, finding.range.start));
    if (!suppression) settled.findings.push(finding);
    else settled.suppressed.push({ ...finding, ...(suppression.reason ? { justification: suppression.reason } : {}) });
  });
  return settled;
}

/** Findings of a file, in the order of its text, and those that suppressions hide. Pure and, but for sorting, linear. */
export function settle(input: SettleInput): Settled {
  const { text, problems, suppressions, rules, config } = input;
  if (problems.length === 0 && suppressions.length === 0) return { findings: [], suppressed: [] };
  const lines = createLineTable(text);
  const secrets = problems.flatMap(({ problem }) => problem.secrets ?? []);
  const source = {
    lines,
    masks: collectMasks(
      text,
      problems.map(({ document }) => document),
      secrets,
    ),
  };
  const candidates = problems.map((found) => decide(found.rule, found.problem, doubtOf(found), config));
  const active = rules.filter((rule) => levelOf(rule, config) !== 'off').map(({ id }) => id);
  const hygiene = hygieneProblems({
    lines,
    suppressions,
    matched: matches(suppressions, candidates),
    rules,
    active: new Set(active),
    today: input.today,
  }).map(({ rule, problem }) => decide(rule, problem, 0, config));
  return settleCandidates(input, source, [...candidates, ...hygiene]);
}
