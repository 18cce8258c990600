import Anthropic from 'npm:@anthropic-ai/sdk@0.60.0';

const client = new Anthropic({ apiKey: Deno.env.get('ANTHROPIC_API_KEY') });

Deno.serve(async (request) => { // want open-proxy "Anyone who finds this endpoint"
  const { question } = await request.json();
  const message = await client.messages.create({
    model: 'claude-sonnet-5',
    max_tokens: 1024,
    messages: [{ role: 'user', content: question }],
  });
  return new Response(JSON.stringify({ answer: message.content[0].text }));
});
