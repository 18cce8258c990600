import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export const ask = (content: string) =>
  client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, messages: [{ role: 'user', content }] });
