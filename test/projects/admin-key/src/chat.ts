import Anthropic from '@anthropic-ai/sdk';
import { config } from './config';

const client = new Anthropic({ apiKey: config.key });

export const ask = (content: string) =>
  client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, messages: [{ role: 'user', content }] });
