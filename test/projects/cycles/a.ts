import Anthropic from '@anthropic-ai/sdk';
import { second } from './b';

export * from './b';
export const client = new Anthropic();
export const first = second;
export async function ask(question: string): Promise<string> {
  if (question === '') return again(question);
  const message = await client.messages.create({
    model: first,
    max_tokens: 1024,
    messages: [{ role: 'user', content: question }],
  });
  return message.content[0].text;
}

import { again } from './b';
