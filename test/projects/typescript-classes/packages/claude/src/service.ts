import Anthropic from '@anthropic-ai/sdk';

export class ClaudeService {
  constructor(private readonly client: Anthropic = new Anthropic()) {}

  async ask(system: string, question: string) {
    const message = await this.client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      system, // want untrusted-system-prompt "Text from a request"
      messages: [{ role: 'user', content: question }],
    });
    return message.content;
  }

  async *stream(question: string) {
    const stream = this.client.messages.stream({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      messages: [{ role: 'user', content: question }],
    });
    for await (const event of stream) if (event.type === 'content_block_delta') yield event.delta.text;
  }
}

export default new ClaudeService();
