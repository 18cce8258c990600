import { verifySession } from '../../../session.js';

export async function onRequest(context) {
  if (!(await verifySession(context.request))) return new Response('', { status: 401 });
  return context.next();
}
