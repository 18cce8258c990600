export async function onRequestPost(context) { // want open-proxy "Anyone, and every website"
  const body = await context.request.json();
  const answer = await fetch('https://api.anthropic.com/v1/messages', {
    method: 'POST',
    headers: { 'x-api-key': context.env.ANTHROPIC_API_KEY, 'anthropic-version': '2023-06-01' },
    body: JSON.stringify(body), // want passthrough-request "The caller’s body"
  });
  return new Response(answer.body, { headers: { 'Access-Control-Allow-Origin': '*' } });
}
