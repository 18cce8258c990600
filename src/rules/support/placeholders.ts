/** Constants that stand where a secret would, and are none. */

const words =
  /^(?:.*[-_ .])?(?:your|my|the|some|any|fake|dummy|test|testing|mock|sample|example|demo|placeholder|replace|insert|enter|change|changeme|redacted|secret|none|null|undefined|empty|todo|xxx+|local|ollama|lm-?studio|vllm|proxy|litellm|unused|ignored|not[-_ ]?(?:needed|used|required|set|real|applicable)|no[-_ ]?key|invalid|bogus|foo|bar|baz|abc|hidden|masked|sandbox|noop|na|n\/a)(?:[-_ .].*)?$/i;

/** Empty, a word or words, a variable of some template language, or masked. */
export function isPlaceholder(text: string): boolean {
  const value = text.trim();
  if (value.length < 6) return true;
  if (/[<>{}$\s…•*\0]|\.{3}|\[[^\]]*\]|^%|%$|^@|^!|:\/\//.test(value)) return true;
  if (words.test(value)) return true;
  if (/^[A-Za-z]+(?:[-_. ][A-Za-z]+)*\d{0,3}$/.test(value) && !hasMixedCase(value)) return true;
  return distinct(value) < 6;
}

/** A constant with the look of a generated secret: no words, digits among letters. */
export function looksGenerated(text: string): boolean {
  return text.length >= 16 && !isPlaceholder(text) && /\d/.test(text) && /[A-Za-z]/.test(text) && distinct(text) >= 10;
}

const distinct = (text: string): number => new Set(text).size;

/** Letters of both cases in the middle of words, as random text has and names have not. */
const hasMixedCase = (text: string): boolean =>
  text.length >= 20 && (text.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0) >= 4;

/** Env files that are made to be shared: `.env.example` and its like. */
export const isTemplateFile = (name: string): boolean =>
  /(?:^|[._-])(?:example|sample|template|tmpl|dist|defaults?)(?:[._-]|$)/i.test(name);
