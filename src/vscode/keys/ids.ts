/** What VS Code knows the parts for keys by. */
export const viewId = 'claudeGuard.keys';
export const providerId = 'claude-guard';
/** Of the URIs of pages about keys. */
export const pageScheme = 'claude-guard-keys';
