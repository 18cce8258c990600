/**
 * What is loaded with the first action of a person: one part, since what is loaded from the start would be split by every
 * combination of parts that share it.
 */

export { removeData } from '../habits/remove-data';
export { reportIssue } from '../habits/report-issue';
export { restartScanner } from '../habits/restart';
export { checkOnline } from '../online/check';
export { findingHandlers } from './commands';
export { configFixes } from './config/fixes';
export { envFileOf, writeValue } from './fixes/env-value';
export { FixProvider } from './fixes/fixes';
export { askForPage, pageText as accessPageText } from './pages/access-page';
export { hoverAt } from './pages/hover';
export { pageText as rulePageText, showRule } from './pages/rule-page';
export { suppressibleRules } from './pages/suppression-help';
export { viewHandlers } from './view/commands';
