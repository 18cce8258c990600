/** Placeholders of template languages (`{{ … }}`, `{% … %}`) inside another syntax. */
import { linesOf } from './shared';

const placeholder = /\$?\{\{[^{}]*\}\}|\{%[^{}%]*%\}/g;

const fill = (source: string, filler: string): string => source.replace(/[^\r\n]/g, filler);

/**
 * The text with every placeholder replaced by as many characters as it has: spaces where nothing else stands on its lines,
 * else `_`, which is part of a word in every syntax. Same length, same lines.
 */
export function maskTemplates(text: string): string {
  if (!text.includes('{{') && !text.includes('{%')) return text;
  const masked = text.replace(placeholder, (source) => fill(source, '\0'));
  const parts = linesOf(text).map(({ start, end, next }) => {
    const line = masked.slice(start, end);
    const filler = /^[\s\0]*$/.test(line) ? ' ' : '_';
    return line.replaceAll('\0', filler) + text.slice(end, next);
  });
  return parts.join('');
}
