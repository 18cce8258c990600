export const headers = () => ({ 'x-api-key': process.env.CLAUDE_KEY ?? '' });
