import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export async function ask(prompt: string): Promise<string> {
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: prompt }],
  });
  console.log('reply', message);
  const [first] = message.content;
  return first?.type === 'text' ? first.text : '';
}
