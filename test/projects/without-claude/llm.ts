import OpenAI from 'openai';

const client = new OpenAI();

export async function ask(system: string, question: string) {
  const reply = await client.chat.completions.create({
    model: 'gpt-4o',
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: question },
    ],
  });
  return reply.choices[0].message.content;
}
