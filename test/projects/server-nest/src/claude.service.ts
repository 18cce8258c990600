import Anthropic from '@anthropic-ai/sdk';
import { Injectable } from '@nestjs/common';

@Injectable()
export class ClaudeService {
  private readonly client = new Anthropic();

  ask(question: string, system = 'You help.') {
    return this.client.messages.create({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      system, // want untrusted-system-prompt "Text from"
      messages: [{ role: 'user', content: question }],
    });
  }
}
