export const models = { fast: 'claude-haiku-4-5', best: 'claude-opus-4-8' };
