/** Rules about what a server, or an agent, lacks as a whole: small ones in the tests of other rules lack most of it. */
const aboutServers: ReadonlySet<string> = new Set([
  'missing-rate-limit',
  'open-proxy',
  'passthrough-request',
  'unbounded-agent-loop',
  'unhandled-request-error',
  'unvalidated-input',
  'unmonitored-request',
]);

/** Rules about a credential that stands where it stands, whoever else has it. */
const aboutPlaces: ReadonlySet<string> = new Set(['hardcoded-credential', 'tracked-env-file']);

/** Whether a finding matters to a test of these rules. */
export const mattersTo = (found: { rule: string }, rules: ReadonlySet<string>): boolean =>
  rules.has(found.rule) ||
  !(aboutServers.has(found.rule) || (rules.has('shared-credential') && aboutPlaces.has(found.rule)));
