/** Translations against the English texts that they follow. */
export type Texts = Readonly<Record<string, string>>;

/** What a translation must have like its original: places, code, icons, and where links lead to. */
export const fixedParts = (text: string): string =>
  [...text.matchAll(/\{\w+\}|`[^`]+`|\$\([\w~-]+\)|\]\([^)]+\)/g)]
    .map(([part]) => part)
    .sort()
    .join(' ');

function mistakeIn(key: string, english: Texts, own: Texts): string | undefined {
  const [original, translated] = [english[key], own[key]];
  if (original === undefined) return `has a text that is no more: ${key}`;
  if (translated === undefined) return `has no text for: ${key}`;
  if (translated.trim() === '') return `has an empty text for: ${key}`;
  return fixedParts(original) === fixedParts(translated) ? undefined : `has other places, code or links than: ${key}`;
}

/** @param file named before each @returns one line for each text that is missing, too many, or does not fit its original */
export function mistakesIn(file: string, own: Texts, english: Texts): string[] {
  const keys = [...new Set([...Object.keys(english), ...Object.keys(own)])];
  return keys.flatMap((key) => {
    const mistake = mistakeIn(key, english, own);
    return mistake === undefined ? [] : [`${file} ${mistake}`];
  });
}
