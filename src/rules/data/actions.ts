/** Commits that versions of the agent's actions stand for, from their repositories' tags. Each row says when it was read. */
export interface ActionVersion {
  /** `owner/name`, a folder in it behind that. */
  action: string;
  /** References for which the version is the newest one: `v1`. */
  refs: readonly string[];
  version: string;
  commit: string;
  /** `YYYY-MM-DD` of the commit. */
  date: string;
  source: string;
}

export const actionVersions: readonly ActionVersion[] = [
  {
    action: 'anthropics/claude-code-action',
    refs: ['v1', 'main', 'v1.0.200'],
    version: 'v1.0.200',
    commit: '24dcd50c0568f0fc9e9211213a4fd2d9eb15c4e0',
    date: '2026-08-22',
    source: 'https://github.com/anthropics/claude-code-action/tags',
  },
];
