/** The report for programs. Its shape is a contract. */
import type { SettledFinding } from '../engine/settle';
import { maskDeep, type Report, type Step, wayTo } from './report';

const step = ({ message, path, start, end }: Step) => ({
  message,
  file: path,
  line: start.line,
  column: start.column,
  endLine: end.line,
  endColumn: end.column,
});

/** `flow` is there for findings that end a way, in its order; the finding's own place is the last. */
const finding = (found: SettledFinding) => ({
  rule: found.rule,
  practice: found.practice,
  severity: found.severity,
  confidence: found.confidence,
  message: found.message,
  file: found.path,
  line: found.start.line,
  column: found.start.column,
  endLine: found.end.line,
  endColumn: found.end.column,
  fingerprint: found.fingerprint,
  fixes: found.fixes.map(({ title, kind }) => ({ title, kind })),
  ...(found.isFlow ? { flow: wayTo(found).map(step) } : {}),
});

/**
 * JSON text with an end of line. Files are relative to the scanned path, with `/`; lines and columns are from 1, columns in
 * UTF-16 units.
 *
 * @param version of Claude Guard
 */
export function jsonReport(report: Report, version: string): string {
  const { files, scannedBytes, skipped, durationMs, byRule, bySeverity } = report.summary;
  const data = {
    version,
    findings: report.findings.map(finding),
    failures: report.failures.map(({ file, reason }) => ({ file, reason })),
    notices: report.notices.map(({ path, message }) => ({ file: path, message })),
    summary: { files, scannedBytes, skipped, durationMs: Math.round(durationMs), byRule, bySeverity },
  };
  return `${JSON.stringify(maskDeep(data), undefined, 2)}\n`;
}
