import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export async function POST(request: Request) { // want missing-rate-limit "Nothing limits"
  const { question } = await request.json();
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: String(question) }],
  });
  return Response.json(message.content);
}
