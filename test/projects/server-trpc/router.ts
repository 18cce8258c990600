import Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';
import { protectedProcedure, publicProcedure, router } from './trpc';

const client = new Anthropic();

export const appRouter = router({
  ask: publicProcedure.input(z.object({ question: z.string(), system: z.string() })).mutation(async ({ input }) => { // want open-proxy "Anyone who"
    const message = await client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      system: input.system, // want untrusted-system-prompt "Text from"
      messages: [{ role: 'user', content: input.question }],
    });
    return message.content;
  }),
  mine: protectedProcedure.input(z.object({ question: z.string().max(500), tone: z.enum(['kind', 'terse']) })).mutation(async ({ input }) => { // want missing-rate-limit "Nothing limits"
    const message = await client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      system: `Be ${input.tone}.`,
      messages: [{ role: 'user', content: input.question }],
    });
    return message.content;
  }),
});
