/** The store as diagnostics. */
import {
  Diagnostic,
  type DiagnosticCollection,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  Disposable,
  Location,
  languages,
  Range,
  Uri,
} from 'vscode';
import type { Finding, Notice, Severity } from '../../engine/types';
import { planPath } from '../../training/types';
import { inWords, sentencesOf } from '../wording';
import { isConfigFile } from './config/files';
import { ruleLink } from './pages/pages';
import { rangeOf } from './places';
import type { Entry, FindingStore } from './store';

export const source = 'Claude Guard';
/** Of the notice that a file could not be analysed: it can be tried again. */
export const unfinishedCode = 'not-analysed';

/** Changes of a scan are handed to VS Code together, this often, in ms. */
const batch = 50;
/** Time that goes into one batch, in ms; VS Code takes about as long for its part. Others run in the pauses between, in ms. */
const slice = 10;
const pause = 5;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};

/** Rules that report what has no effect: VS Code fades it. */
const unnecessary: ReadonlySet<string> = new Set(['unused-suppression']);

function ofFinding(finding: Finding, uri: Uri): Diagnostic {
  const { severity, rule, related } = finding;
  const diagnostic = new Diagnostic(rangeOf(finding), sentencesOf(finding), severities[severity]);
  diagnostic.source = source;
  diagnostic.code = { value: rule, target: ruleLink(rule) };
  if (unnecessary.has(rule)) diagnostic.tags = [DiagnosticTag.Unnecessary];
  diagnostic.relatedInformation = related.map(
    (place) =>
      new DiagnosticRelatedInformation(
        new Location(place.uri === undefined ? uri : Uri.parse(place.uri, true), rangeOf(place)),
        inWords(place.said),
      ),
  );
  return diagnostic;
}

function ofNotice({ message, said, unfinished }: Notice): Diagnostic {
  const severity = unfinished ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information;
  const diagnostic = new Diagnostic(new Range(0, 0, 0, 0), said ? inWords(said) : message, severity);
  diagnostic.source = source;
  if (unfinished) diagnostic.code = unfinishedCode;
  return diagnostic;
}

/**
 * Of a closed file, only what could not be analysed is told here. Other notices are counted in the status bar: a workspace may
 * hold thousands of large files. Of a file of ours it is told in more detail that it cannot be read.
 */
function diagnosticsOf(uri: Uri, { findings, notices, version }: Entry): Diagnostic[] {
  const told = version === undefined || isOwn(uri) ? notices.filter(({ unfinished }) => unfinished) : notices;
  return [...findings.map((finding) => ofFinding(finding, uri)), ...told.map(ofNotice)];
}

const isOwn = (uri: Uri): boolean => isConfigFile(uri) || uri.path.endsWith(`/${planPath}`);

/** Hands over what has changed, as far as `slice` goes. The rest stays in `changed`. */
function publish(collection: DiagnosticCollection, store: FindingStore, changed: Set<string>): void {
  const end = performance.now() + slice;
  const entries: [Uri, Diagnostic[] | undefined][] = [];
  for (const key of changed) {
    changed.delete(key);
    const uri = Uri.parse(key, true);
    const entry = store.get(key);
    entries.push([uri, entry && diagnosticsOf(uri, entry)]);
    if (performance.now() > end) break;
  }
  collection.set(entries);
}

export function showDiagnostics(store: FindingStore): Disposable {
  const collection = languages.createDiagnosticCollection('claude-guard');
  const changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    publish(collection, store, changed);
    if (changed.size > 0) timer = setTimeout(flush, pause);
  };
  const subscription = store.onDidChange((uris) => {
    for (const uri of uris) changed.add(uri);
    timer ??= setTimeout(flush, batch);
  });
  return Disposable.from(subscription, collection, { dispose: () => clearTimeout(timer) });
}
