import { writable } from 'svelte/store';

export const answer = writable('');
export const tokens = writable(0);

export async function ask() {
  const response = await fetch('/derive', { method: 'POST' });
  const data = await response.json();
  answer.set(data.answer);
  tokens.set(data.tokens);
}
