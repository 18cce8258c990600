/** Commands for findings: they are known from the start, and what they do is loaded with the first that is run. */

/** Behind `claudeGuard.`, see `commands.ts`. */
export const findingCommands = [
  'scanWorkspace',
  'scanFile',
  'cancelScan',
  'showRule',
  'showProblems',
  'showFixes',
  'fixFile',
  'fixKind',
  'moveKey',
  'suppress',
  'suppressHere',
  'changeSeverity',
  'reportFalsePositive',
  'openConfiguration',
  'showOutput',
] as const;

export type FindingCommand = (typeof findingCommands)[number];

/** Behind `claudeGuard.findings.`, see `view/commands.ts`. */
export const viewCommands = [
  'goTo',
  'fix',
  'fixFile',
  'fixKind',
  'explain',
  'suppress',
  'changeSeverity',
  'reportFalsePositive',
  'learn',
  'copyMessage',
  'copyFingerprint',
  'filter',
  'filterActive',
  'clearFilters',
  'groupByPractice',
  'groupByFile',
  'groupBySeverity',
  'groupedByPractice',
  'groupedByFile',
  'groupedBySeverity',
  'reveal',
  'showPractice',
  'scanAgain',
] as const;

export type ViewCommand = (typeof viewCommands)[number];
