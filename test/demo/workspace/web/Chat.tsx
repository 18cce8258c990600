import Anthropic from '@anthropic-ai/sdk';
import { useState } from 'react';

const client = new Anthropic({
  apiKey: import.meta.env.VITE_ANTHROPIC_API_KEY,
  dangerouslyAllowBrowser: true,
});

export function Chat() {
  const [answer, setAnswer] = useState('');

  async function ask(question: string) {
    const reply = await client.messages.create({
      model: 'claude-haiku-5-5',
      max_tokens: 500,
      messages: [{ role: 'user', content: question }],
    });
    setAnswer(JSON.stringify(reply.content));
  }

  return <button onClick={() => ask('Hello?')}>{answer || 'Ask'}</button>;
}
