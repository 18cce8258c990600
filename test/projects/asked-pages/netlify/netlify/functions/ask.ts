export default async (request: Request) => {
  const { question } = await request.json();
  const response = await fetch('https://api.anthropic.com/v1/messages', {
    method: 'POST',
    headers: { 'x-api-key': process.env.ANTHROPIC_API_KEY!, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({
      model: 'claude-sonnet-5',
      max_tokens: 1024,
      messages: [{ role: 'user', content: String(question).slice(0, 2000) }],
    }),
  });
  return new Response(JSON.stringify(await response.json()), { status: response.status });
};
