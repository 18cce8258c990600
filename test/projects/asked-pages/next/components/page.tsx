'use client';
import { useState } from 'react';
import { ask } from '../lib/ask';
import { Heading, Message } from './message';

export default function Page() {
  const [messages, setMessages] = useState<{ role: string; content: string }[]>([]);

  async function send(question: string) {
    setMessages((before) => [...before, { role: 'user', content: 'You asked.' }]);
    const { answer } = await ask(question);
    setMessages((before) => [...before, { role: 'assistant', content: answer }]);
  }

  return (
    <form onSubmit={() => send('Why?')}>
      <Heading content="Answers" role="heading" />
      {messages.map((message, index) => (
        <Message key={index} content={message.content} role={message.role} />
      ))}
    </form>
  );
}
