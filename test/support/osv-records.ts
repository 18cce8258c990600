/** Invented advisories, in OSV's format. */

interface RecordOptions {
  id: string;
  name: string;
  /** That have the flaw. */
  versions: string[];
  fixed?: string;
  introduced?: string;
  ecosystem?: string;
  severity?: string;
  summary?: string;
  [field: string]: unknown;
}

export function osvRecord(options: RecordOptions) {
  const { id, name, versions, fixed, introduced = '0', ecosystem = 'npm', severity, summary, ...more } = options;
  const events = [{ introduced }, ...(fixed === undefined ? [] : [{ fixed }])];
  return {
    id,
    modified: '2026-05-01T00:00:00Z',
    summary: summary ?? `What is wrong with ${name}`,
    ...(severity !== undefined && { database_specific: { severity } }),
    affected: [{ package: { ecosystem, name }, ranges: [{ type: 'SEMVER', events }], versions }],
    ...more,
  };
}
