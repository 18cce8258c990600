import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export default defineEventHandler(async (event) => {
  const { question } = await readBody(event);
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: question }],
  });
  return { reply: message.content[0].text, model: 'claude' };
});
