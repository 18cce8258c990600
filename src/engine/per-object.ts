/** What is asked of the same document, or the same thing in one, again and again: found out once, and kept as long as that lives. */
export function perObject<K extends object, T>(ask: (about: K) => T): (about: K) => T {
  const known = new WeakMap<K, { answer: T }>();
  return (about) => {
    const found = known.get(about);
    if (found) return found.answer;
    const answer = ask(about);
    known.set(about, { answer });
    return answer;
  };
}
