/** The report for code scanning: SARIF 2.1.0, with what GitHub reads of it. */
import type {
  ArtifactLocation,
  CodeFlow,
  Location,
  Log,
  MultiformatMessageString,
  Notification,
  Region,
  ReportingDescriptor,
  Result,
  Fix as SarifFix,
  Message as SarifMessage,
} from 'sarif';
import { placesOf, render } from '../engine/messages';
import type { SettledFinding } from '../engine/settle';
import { createLineTable, type LineTable, positionAt } from '../engine/text/positions';
import type { Fix, Position, Range, RuleTexts, Severity } from '../engine/types';
import { lineHashes } from './line-hash';
import { maskDeep, type Report, type Step, wayTo } from './report';
import { ruleMarkdown, ruleText } from './rule-page';

export interface SarifOptions {
  /** Version of Claude Guard. */
  version: string;
  /** All rules that could have reported. */
  rules: readonly RuleTexts[];
  /** A file's text as it was scanned, for fixes and line hashes; `undefined` where it can't be had: those are left out then. */
  readText(path: string): string | undefined;
  /** False where the scan was ended early. */
  complete?: boolean;
}

const levels = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, Result.level>;
/** GitHub sorts alerts by it: 7 and more is high, 4 and more medium. */
const securitySeverities: Record<Severity, string> = { error: '8.0', warning: '5.5', info: '2.0' };
const root = '%SRCROOT%';

function uriOf(path: string): string {
  return path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
}

const artifact = (path: string): ArtifactLocation => ({ uri: uriOf(path), uriBaseId: root });

const region = (start: Position, end: Position): Region => ({
  startLine: start.line,
  startColumn: start.column,
  endLine: end.line,
  endColumn: end.column,
});

const name = (id: string) => id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** SARIF numbers the places of a text, and doubles braces that are none: `{host}` of the rule is `{0}` here. */
function numbered(text: string): string {
  const names = placesOf(text);
  const place = (inner: string) => (names.includes(inner) ? `{${names.indexOf(inner)}}` : undefined);
  return text.replace(/\{(\w+)\}|[{}]/g, (whole, name: string | undefined) => place(name ?? '') ?? `${whole}${whole}`);
}

/** What the rule says of results, by the ids that they name. */
const messageStrings = (
  { messages, remedy }: RuleTexts,
  ids: ReadonlySet<string>,
): Record<string, MultiformatMessageString> =>
  Object.fromEntries(
    Object.entries(messages)
      .filter(([id]) => ids.has(id))
      .map(([id, text]) => [id, { text: `${numbered(text)} ${numbered(remedy)}` }]),
  );

/** `text` is for GitHub, which knows no ids. */
function messageOf({ message, remedy, said }: SettledFinding): SarifMessage {
  const args = placesOf(said.text).map((name) => {
    const value = said.args[name] ?? '';
    return typeof value === 'string' ? value : render(value);
  });
  return { id: said.id, text: `${message} ${remedy}`, ...(args.length > 0 ? { arguments: args } : {}) };
}

function descriptor(rule: RuleTexts, ids: ReadonlySet<string>): ReportingDescriptor {
  const security = rule.practice !== 'hygiene';
  const tags = [
    ...(security ? ['security'] : ['maintainability']),
    rule.practice,
    ...rule.cwe.map((number) => `external/cwe/cwe-${String(number).padStart(3, '0')}`),
    ...rule.owasp.map((id) => `external/owasp/${id.toLowerCase()}`),
  ];
  return {
    id: rule.id,
    name: name(rule.id),
    shortDescription: { text: rule.title },
    fullDescription: { text: rule.why },
    ...(ids.size > 0 ? { messageStrings: messageStrings(rule, ids) } : {}),
    help: { text: ruleText(rule), markdown: ruleMarkdown(rule) },
    defaultConfiguration: { level: levels[rule.severity] },
    properties: {
      tags,
      precision: rule.confidence,
      'problem.severity': rule.severity === 'info' ? 'recommendation' : rule.severity,
      ...(security ? { 'security-severity': securitySeverities[rule.severity] } : {}),
    },
  };
}

/** Line tables and line hashes of the files, each computed once. */
function createSources(readText: SarifOptions['readText']) {
  const files = new Map<string, { lines: LineTable; hashes: string[] } | undefined>();
  return (path: string) => {
    if (!files.has(path)) {
      const text = readText(path);
      files.set(path, text === undefined ? undefined : { lines: createLineTable(text), hashes: lineHashes(text) });
    }
    return files.get(path);
  };
}

/** Fixes that touch other files are left out: SARIF needs those files' content. */
function sarifFix({ title, edits, addLines, createFiles }: Fix, path: string, lines: LineTable): SarifFix[] {
  if (addLines?.length || createFiles?.length || edits.length === 0) return [];
  const regionOf = ({ start, end }: Range) => region(positionAt(lines, start), positionAt(lines, end));
  const replacements = edits.map(({ range, text }) => ({
    deletedRegion: regionOf(range),
    insertedContent: { text },
  }));
  return [{ description: { text: title }, artifactChanges: [{ artifactLocation: artifact(path), replacements }] }];
}

const location = ({ path, message, start, end }: Step): Location => ({
  message: { text: message },
  physicalLocation: { artifactLocation: artifact(path), region: region(start, end) },
});

const relatedLocations = ({ path, related }: SettledFinding): Location[] =>
  related.map((place, id) => ({ id, ...location({ ...place, path: place.path ?? path }) }));

/** The way of a finding, its own place last; GitHub shows it as a path. */
function codeFlows(finding: SettledFinding): CodeFlow[] {
  const locations = wayTo(finding).map((step) => ({ location: location(step) }));
  return locations.length > 0 ? [{ threadFlows: [{ locations }] }] : [];
}

type Sources = ReturnType<typeof createSources>;

function result(finding: SettledFinding, ruleIndex: number, sources: Sources): Result {
  const { path, start, end, related } = finding;
  const flows = codeFlows(finding);
  const source = sources(path);
  const lineHash = source?.hashes[start.line - 1];
  const fixes = source ? finding.fixes.flatMap((fix) => sarifFix(fix, path, source.lines)) : [];
  return {
    ruleId: finding.rule,
    ...(ruleIndex < 0 ? {} : { ruleIndex }),
    level: levels[finding.severity],
    message: messageOf(finding),
    locations: [{ physicalLocation: { artifactLocation: artifact(path), region: region(start, end) } }],
    partialFingerprints: {
      'claudeGuard/v1': finding.fingerprint,
      ...(lineHash ? { primaryLocationLineHash: lineHash } : {}),
    },
    properties: { confidence: finding.confidence, practice: finding.practice },
    ...(related.length > 0 ? { relatedLocations: relatedLocations(finding) } : {}),
    ...(flows.length > 0 ? { codeFlows: flows } : {}),
    ...(fixes.length > 0 ? { fixes } : {}),
  };
}

/** A suppressed finding stays a result, so that GitHub shows it as dismissed, with the reason. */
function suppressed(finding: SettledFinding, base: Result): Result {
  const justification = finding.justification ? { justification: finding.justification } : {};
  return { ...base, suppressions: [{ kind: 'inSource', status: 'accepted', ...justification }] };
}

const notification = (level: Notification.level, path: string, text: string): Notification => ({
  level,
  message: { text },
  locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
});

function results(report: Report, options: SarifOptions): Result[] {
  const sources = createSources(options.readText);
  const index = new Map(options.rules.map(({ id }, position) => [id, position]));
  const write = (finding: SettledFinding) => result(finding, index.get(finding.rule) ?? -1, sources);
  return [...report.findings.map(write), ...report.suppressed.map((finding) => suppressed(finding, write(finding)))];
}

function descriptors({ findings, suppressed }: Report, { rules }: SarifOptions): ReportingDescriptor[] {
  const said = new Map(rules.map(({ id }) => [id, new Set<string>()]));
  for (const { rule, said: message } of [...findings, ...suppressed]) said.get(rule)?.add(message.id);
  return rules.map((rule) => descriptor(rule, said.get(rule.id) ?? new Set()));
}

function log(report: Report, options: SarifOptions): Log {
  const notifications = [
    ...report.failures.map(({ file, reason }) => notification('error', file, reason)),
    ...report.notices.map(({ path, message }) => notification('warning', path, message)),
  ];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Claude Guard',
            semanticVersion: options.version,
            rules: descriptors(report, options),
          },
        },
        invocations: [{ executionSuccessful: options.complete ?? true, toolExecutionNotifications: notifications }],
        originalUriBaseIds: { [root]: { description: { text: 'The scanned folder.' } } },
        newlineSequences: ['\r\n', '\n', '\r'],
        columnKind: 'utf16CodeUnits',
        results: results(report, options),
      },
    ],
  };
}

/** JSON text with an end of line. */
export function sarifReport(report: Report, options: SarifOptions): string {
  return `${JSON.stringify(maskDeep(log(report, options)), undefined, 2)}\n`;
}
