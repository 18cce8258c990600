import Anthropic from '@anthropic-ai/sdk';
import { NextResponse } from 'next/server';

const client = new Anthropic();

export async function POST(request: Request) {
  const { question } = await request.json();
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: question }],
  });
  const block = message.content[0];
  const text = block.type === 'text' ? block.text : '';
  return NextResponse.json({ answer: text, id: message.id.length, title: 'Answer' });
}

export async function GET() {
  return NextResponse.json({ answer: 'Ask with POST.' });
}
