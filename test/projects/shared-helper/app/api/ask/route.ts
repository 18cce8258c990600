import { askClaude } from '../../../lib/claude';

export async function POST(request: Request) { // want open-proxy "Anyone who finds this endpoint"
  const { question } = await request.json();
  if (typeof question !== 'string' || question.length > 2000) return new Response(null, { status: 400 });
  const answering = askClaude('Answer in one sentence.', question);
  const { data } = await database.from('lessons').select('text').limit(5);
  try {
    return Response.json({ answer: await answering, data });
  } catch (error) {
    console.error(error);
    return new Response(null, { status: 500 });
  }
}
