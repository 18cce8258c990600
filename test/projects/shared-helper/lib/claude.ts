import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

/** It stands at offsets at which a route that calls it has its own code. */
export async function askClaude(system: string, content: string) {
  const reply = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    system,
    messages: [{ role: 'user', content }],
  });
  return reply.content;
}
