/** Names are kept so far, in all: then it begins anew. */
const mostNames = 5000;

/**
 * An answer about a name that depends on nothing else, asked once: documents call few functions, many times, and the next one
 * calls the same.
 */
export function byName<T>(ask: (name: string) => T): (name: string) => T {
  const known = new Map<string, { answer: T }>();
  return (name) => {
    const found = known.get(name);
    if (found) return found.answer;
    const answer = ask(name);
    if (known.size >= mostNames) known.clear();
    known.set(name, { answer });
    return answer;
  };
}
