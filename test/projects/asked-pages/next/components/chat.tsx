'use client';
import { useChat } from '@ai-sdk/react';
import { DefaultChatTransport } from 'ai';
import Markdown from 'react-markdown';

export function Chat() {
  const { messages } = useChat({ transport: new DefaultChatTransport({ api: '/api/ai' }) });
  return messages.map((message) => (
    <div key={message.id}>
      {message.parts.map((part) => (
        <p dangerouslySetInnerHTML={{ __html: part.text }} /> // want reply-as-html "Claude’s reply is put into a page"
      ))}
    </div>
  ));
}

export function SafeChat() {
  const { messages } = useChat({ transport: new DefaultChatTransport({ api: '/api/ai' }) });
  return messages.map((message) => <Markdown key={message.id} components={{ img: () => null }}>{message.parts[0].text}</Markdown>);
}

export function OtherChat() {
  const { messages } = useChat({ transport: new DefaultChatTransport({ api: '/api/titles' }) });
  return messages.map((message) => <p dangerouslySetInnerHTML={{ __html: message.parts[0].text }} />);
}

export function Shown() {
  const { messages } = useChat({ transport: new DefaultChatTransport({ api: '/api/ai' }) });
  return messages.map((message) => <Markdown key={message.id}>{message.parts[0].text}</Markdown>); // want reply-as-markdown "shown as Markdown"
}
