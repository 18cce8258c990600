import { client as ai, claudeModels } from '../claude';

export async function ask(role: string, question: string): Promise<string> {
  const message = await ai.messages.create({
    model: claudeModels.fast,
    max_tokens: 1024,
    system: `You are ${role}. Answer briefly.`, // want untrusted-system-prompt "Text from a request becomes part of the system prompt"
    messages: [{ role: 'user', content: question }],
  });
  return message.content[0].type === 'text' ? message.content[0].text : '';
}

export async function askTeacher(question: string): Promise<string> {
  const message = await ai.messages.create({
    model: claudeModels.best,
    max_tokens: 1024,
    system: 'You are a patient teacher.',
    messages: [{ role: 'user', content: question }],
  });
  return message.content[0].type === 'text' ? message.content[0].text : '';
}
