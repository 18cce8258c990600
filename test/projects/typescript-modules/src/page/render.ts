import DOMPurify from 'dompurify';
import { askTeacher as explain } from '../services/assistant';

export async function show(element: HTMLElement, question: string): Promise<void> {
  const answer = await explain(question);
  element.innerHTML = answer; // want reply-as-html "Claude’s reply"
  element.innerHTML = DOMPurify.sanitize(answer);
  element.textContent = answer;
}

export async function compute(question: string): Promise<unknown> {
  return eval(await explain(question)); // want reply-as-code "Claude’s reply"
}
