import { anthropic } from '@ai-sdk/anthropic';
import { generateText, tool } from 'ai';
import { z } from 'zod';
import { removeCustomer } from './customers';

const forget = tool({
  description: 'Deletes a customer',
  inputSchema: z.object({ name: z.string() }),
  execute: ({ name }) => removeCustomer(name),
});

export const tidy = (prompt: string) => generateText({ model: anthropic('claude-sonnet-5'), prompt, tools: { forget } });
