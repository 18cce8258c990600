import Anthropic from '@anthropic-ai/sdk';

export const apiKey = process.env.ANTHROPIC_API_KEY;
export const client = new Anthropic({ apiKey });
