import { createClient } from './client';
import { waitBeforeRetry } from './waiting';

export async function chat(apiKey: string, content: string) {
  const client = createClient(apiKey);
  for (let tries = 0; tries < 3; tries++) {
    try {
      return await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 1024, messages: [{ role: 'user', content }] });
    } catch (error) {
      await waitBeforeRetry(error, tries);
    }
  }
}
