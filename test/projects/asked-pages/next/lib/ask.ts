async function post(path: string, body: unknown) {
  const response = await fetch(`/api${path}`, { method: 'POST', body: JSON.stringify(body) });
  return response.json();
}

export const ask = (question: string) => post('/chat', { question });
export const askTitles = () => post('/titles', {});
