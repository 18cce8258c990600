/** JSX elements, as far as functions return them. */
import type { Value } from '../../../engine/facts';
import type { Document, Range } from '../../../engine/types';

export interface Element {
  component: Value & { kind: 'name' };
  /** Its opening tag. */
  opening: Range;
  /** What is between its tags, and its attribute `children`. */
  children: readonly Value[];
}

/** Elements in elements, and in expressions, are looked for this far. */
const maxDepth = 30;
/** Parentheses are a part of what they hold. */
const begins = /^[\s(]*</;

/** @param isMeant of a component's qualified name */
export function elementsOf(document: Document, isMeant: (name: string) => boolean): Element[] {
  const { facts, flow } = document;
  const found = new Map<Value, Element>();
  const look = (value: Value, depth: number): void => {
    if (depth > maxDepth || found.has(value)) return;
    const parts = partsOf(value);
    const [first] = parts;
    const opening = first?.kind === 'unknown' && first.parts[0]?.kind === 'name' ? first : undefined;
    const component = opening ? opening.parts[0] : first;
    const isElement =
      value.kind === 'unknown' && begins.test(document.text.slice(value.range.start, value.range.start + 80));
    if (isElement && component?.kind === 'name' && isMeant(flow.name(component) ?? '')) {
      const tag = (opening ?? value).range;
      const children = opening ? parts.slice(1, -1) : [];
      found.set(value, { component, opening: tag, children: [...children, ...attribute(document, tag, 'children')] });
    }
    for (const part of parts) look(part, depth + 1);
  };
  for (const { returns } of facts.functions) for (const value of returns) look(value, 0);
  return [...found.values()];
}

function partsOf(value: Value): readonly Value[] {
  if (value.kind === 'unknown') return value.parts;
  if (value.kind === 'choice') return value.options;
  return value.kind === 'array' ? value.items : [];
}

/** What an opening tag gives under a name. */
export const attribute = ({ facts }: Document, { start, end }: Range, name: string): Value[] =>
  facts.assignments.flatMap(({ target, value, range }) =>
    target.property === name && start <= range.start && range.end <= end ? [value] : [],
  );
