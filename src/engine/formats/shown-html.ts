/** Expressions whose text a component's template shows as HTML: Vue's `v-html`, Svelte's `{@html …}`. */
import type { Range } from '../facts';

/** Such an expression, and the loops around it, the outermost first. */
export interface ShownHtml {
  range: Range;
  loops: readonly Loop[];
}

interface Loop {
  /** Of what is looped over. */
  list: Range;
  /** A name or pattern. */
  item: string;
}

/** The name of a call that stands for showing HTML, in the script that a template is read with. */
export const showsHtml = 'claudeGuardShowsHtml';

const htmlAttribute = /\sv-html\s*=\s*(["'])([\s\S]{1,500}?)\1/d;
const forAttribute =
  /\sv-for\s*=\s*(["'])\s*(?:\(\s*)?([\w$]+|\{[^{}]{1,200}\})[^"']{0,60}?\s(?:in|of)\s+([\s\S]{1,300}?)\1/d;

const rangeIn = (match: RegExpExecArray, group: number, start: number): Range => {
  const [from, to] = match.indices![group]!;
  return { start: start + from, end: start + to };
};

/** Of one opening tag that begins at `start`. */
export function shownByTag(tag: string, start: number): { shown?: Range; loop?: Loop } {
  const html = htmlAttribute.exec(tag);
  const around = forAttribute.exec(tag);
  return {
    ...(html && { shown: rangeIn(html, 2, start) }),
    ...(around && { loop: { item: around[2]!, list: rangeIn(around, 3, start) } }),
  };
}

const blocks =
  /\{#each\s+([^{}]{1,300}?)\s+as\s+([\w$]+|\{[^{}]{1,200}\})[^{}]{0,100}\}|\{\/each\}|\{@html\s+((?:[^{}`]|\{[^{}]{0,200}\}|`(?:[^`$]|\$\{[^{}]{0,200}\}|\$)*`){1,500})\}/dg;

/** Of Svelte's template. @param from what stands before is no template */
export function shownByBlocks(text: string, from: number, isCode: (offset: number) => boolean): ShownHtml[] {
  const loops: Loop[] = [];
  const found: ShownHtml[] = [];
  for (const match of text.slice(from).matchAll(blocks)) {
    if (isCode(from + match.index)) continue;
    if (match[2] !== undefined) loops.push({ item: match[2], list: rangeIn(match, 1, from) });
    else if (match[3] === undefined) loops.pop();
    else found.push({ range: rangeIn(match, 3, from), loops: [...loops] });
  }
  return found;
}

const names = /(?<![.\w$'"`])[A-Za-z_$][\w$]*(?!\s*[(:\w$'"`])/g;
const known = /^(?:this|true|false|null|undefined|typeof|new|in|of|\$t)$/;

/** Where names of a component's fields begin in an expression: not those of functions, nor of loops around it. */
export function fieldsIn(expression: string, loops: readonly Loop[]): number[] {
  const own = loops.map(({ item }) => item).join(' ');
  return [...expression.matchAll(names)]
    .filter(
      ([name]) => !known.test(name) && !new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(own),
    )
    .map(({ index }) => index);
}
