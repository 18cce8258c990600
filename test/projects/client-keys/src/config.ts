export const opening = process.env.ANTHROPIC_API_KEY;
export const models = { fast: 'claude-haiku-4-5' };
