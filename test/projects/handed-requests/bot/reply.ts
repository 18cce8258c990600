import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export async function reply(asked: { content: string; id: string }) {
  const answer = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    system: `You answer ${asked.content}`, // want untrusted-system-prompt "a message from outside"
    messages: [{ role: 'user', content: 'Go on.' }],
  });
  const [block] = answer.content;
  return block.type === 'text' ? block.text : asked.id;
}
