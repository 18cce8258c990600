/** What VS Code knows the training's parts by. */
export const viewId = 'claudeGuard.training';
export const guideViewType = 'claudeGuard.training.guide';
export const lessonViewType = 'claudeGuard.training.lesson';
export const quizViewType = 'claudeGuard.training.quiz';
/** Of the URIs that a lab's solution is shown by. */
export const solutionScheme = 'claude-guard-solution';
