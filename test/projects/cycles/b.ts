import { ask, first } from './a';

export * from './a';
export const second = first;
export const again = (question: string): Promise<string> => ask(question.trim());
export async function run(question: string) {
  eval(await again(question)); // want reply-as-code "Claude’s reply"
}
