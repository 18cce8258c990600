export const verifySession = async (request) => sessions.has(request.headers.get('cookie'));
const sessions = new Set();
