/** What is loaded when it is first asked for. A failure is not kept: whoever asks next has it loaded anew. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  const start = async () => {
    try {
      return await load();
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
  return () => {
    known ??= start();
    return known;
  };
}
