import Anthropic from '@anthropic-ai/sdk';
import { convert, list, notify, run } from './run';

const client = new Anthropic();

export async function calculate(question: string) {
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 100,
    messages: [{ role: 'user', content: question }],
  });
  const [block] = message.content;
  if (block.type !== 'text') return undefined;
  notify(block.text);
  list('docs');
  convert('1 + 1');
  return run(block.text);
}
