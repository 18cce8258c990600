import Anthropic from '@anthropic-ai/sdk';
import Fastify from 'fastify';
import { config } from './config';

const fastify = Fastify();
const client = new Anthropic();

fastify.post('/ask', async (request) => {
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: request.body.question }],
  });
  return message.content;
});

await fastify.listen({ port: 3000, host: config.host });
