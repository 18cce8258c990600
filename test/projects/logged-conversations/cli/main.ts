import { ask } from './llm';

const text = await ask(process.argv[2] ?? '');
console.log(text);
