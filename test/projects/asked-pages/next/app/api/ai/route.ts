import { anthropic } from '@ai-sdk/anthropic';
import { streamText } from 'ai';

export async function POST(request: Request) {
  const { messages } = await request.json();
  const result = streamText({ model: anthropic('claude-sonnet-5'), messages, maxOutputTokens: 1024 });
  return result.toUIMessageStreamResponse();
}
