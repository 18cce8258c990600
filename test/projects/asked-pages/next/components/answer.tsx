'use client';
import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { useState } from 'react';
import { ask, askTitles } from '../lib/ask';

export function Answer() {
  const [answer, setAnswer] = useState('');
  const [title, setTitle] = useState('');

  async function send(question: string) {
    const response = await fetch('/api/chat', { method: 'POST', body: JSON.stringify({ question }) });
    const data = await response.json();
    setAnswer(data.answer);
    setTitle(data.title);
  }

  return (
    <div>
      <button onClick={() => send('Why?')}>Ask</button>
      <p dangerouslySetInnerHTML={{ __html: marked(answer) }} /> {/* want reply-as-html "Claude’s reply is put into a page" */}
      <p dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(answer) }} />
      <p dangerouslySetInnerHTML={{ __html: title }} />
      <p>{answer}</p>
    </div>
  );
}

export async function show(box: HTMLElement) {
  const { answer } = await ask('Why?');
  box.innerHTML = answer; // want reply-as-html "Claude’s reply is put into a page"
  const titles = await askTitles();
  box.innerHTML = titles.answer;
}

export function chained(box: HTMLElement) {
  fetch('/api/chat', { method: 'POST', body: '{}' })
    .then((response) => response.json())
    .then((data) => {
      box.innerHTML = data.answer; // want reply-as-html "Claude’s reply is put into a page"
      box.title = data.answer;
    });
}

export async function failing(box: HTMLElement) {
  const response = await fetch('/api/chat', { method: 'POST', body: '{}' });
  const data = await response.json();
  if (!response.ok) {
    box.innerHTML = `<b>${data.answer}</b>`;
    return;
  }
  box.innerHTML = `<p>${data.answer}</p>`; // want reply-as-html "Claude’s reply is put into a page"
}

export async function hint(box: HTMLElement) {
  const response = await fetch('/api/chat');
  box.innerHTML = (await response.json()).answer;
  box.innerHTML = response.statusText;
}
