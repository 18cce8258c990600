import Anthropic from '@anthropic-ai/sdk';
import type { Request } from 'express';

const client = new Anthropic();
const base = { model: 'claude-sonnet-5', max_tokens: 1024 };

export const answer = (input: Request) => ask(input);

async function ask(given: Request) {
  const { persona } = given.body;
  const messages = [{ role: 'user' as const, content: given.body.question }];
  return client.messages.create({ ...base, system: persona, messages }); // want untrusted-system-prompt "a request"
}

export async function teach(input: Request) {
  return client.messages.create({ ...base, system: `You are a ${input.body.role}.`, messages: [] });
}
