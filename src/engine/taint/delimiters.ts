/** Whether a place in a text stands between marks that say that what is there is data. */

const tag = /<(\/?)([\w-]+)(?:\s[^<>]*)?>/g;
const fences = [/```/g, /"""/g, /\x27\x27\x27/g] as const;
/** `---`, `=== PAGE ===`, `[BEGIN MAIL]`: a line that sets off what follows. */
const rule = /(?:^|\n)[ \t]*(?:[-=*#_~]{3,}|[[<(]?(?:BEGIN|START|END)\b)[^\n]*/gi;

/**
 * @param before the text before the place, unknown parts as `\0`
 * @param behind the text behind it
 */
export const isDelimited = (before: string, behind: string): boolean =>
  openTags(before).some((name) => behind.includes(`</${name}>`)) ||
  fences.some((fence) => (before.match(fence)?.length ?? 0) % 2 === 1 && fence.test(behind)) ||
  (new RegExp(rule).test(before) && new RegExp(rule).test(behind));

/** Tags that are open at the text's end. */
function openTags(text: string): string[] {
  const open: string[] = [];
  for (const [, slash, name = ''] of text.matchAll(tag)) {
    if (!slash) open.push(name);
    else if (open.includes(name)) open.splice(open.lastIndexOf(name), 1);
  }
  return open;
}
