import { escapeHtml } from './escape';

const base = import.meta.env.VITE_API ?? 'http://localhost:8000';

export async function ask(box: HTMLElement, text: string) {
  const response = await fetch(`${base}/api/ask`, { method: 'POST', body: JSON.stringify({ text }) });
  const { answer, count } = await response.json();
  box.innerHTML = `<p>${answer}</p>`; // want reply-as-html "Claude’s reply is put into a page"
  box.innerHTML = `<p>${count}</p>`;
  box.innerHTML = `<p>${escapeHtml(answer)}</p>`;
}

export async function stream(box: HTMLElement, text: string) {
  const response = await fetch(`${base}/api/stream`, { method: 'POST', body: JSON.stringify({ text }) });
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let all = '';
  while (true) {
    const { done, value } = await reader.read();
    if (done) break;
    all += decoder.decode(value);
    box.innerHTML = all; // want reply-as-html "Claude’s reply is put into a page"
  }
}

export async function elsewhere(box: HTMLElement) {
  const response = await fetch('https://api.example.com/api/ask', { method: 'POST' });
  box.innerHTML = (await response.json()).answer;
}
