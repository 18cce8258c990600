/** Reads the fields of a JSON object one by one. What is wrong with one is told where it stands. */
import type { Node } from 'jsonc-parser';
import { hint } from '../engine/closest';
import type { JsonProblem } from '../engine/config/json';
import { phrases, render } from '../engine/messages';
import type { Message, Range } from '../engine/types';

export interface PlanProblem extends JsonProblem {
  /** What is said, in English. */
  message: string;
}

export const say = phrases({
  noObject: 'A training plan must be an object, in braces.',
  tooLong: 'A training plan has at most {most} characters.',
  object: 'This must be an object, in braces.',
  noField: 'There is no field “{key}” here.{hint}',
  twiceField: '“{key}” is there twice.',
  missing: '“{key}” is missing here.',
  text: '“{key}” must be a text of 1 to {most} characters.',
  boolean: '“{key}” must be true or false.',
  list: '“{key}” must be a list.',
  tooMany: '“{key}” has more than {most} entries.',
  oneOf: '“{value}” is none of {values}.{hint}',
  oneOfAll: 'This must be one of {values}.',
  twice: '“{id}” is there twice.',
  noModules: 'A plan has at least one module. Leave “modules” out for all of them.',
  passMark: '“passMark” must be a whole number from {least} to {most}, in percent.',
  due: '“due” must be a day that exists, as in 2027-03-31.',
  url: '“url” must be the address of a page, and begin with https://.',
  fewAnswers: 'A question has from {least} to {most} answers.',
  oneRight: 'Exactly one answer of a question has “right”: true.',
});

const range = ({ offset, length }: Node): Range => ({ start: offset, end: offset + length });
const told = (node: Node, said: Message) => ({ said, message: render(said), range: range(node) });
const quoted = (words: readonly string[]) => words.map((word) => `“${word}”`).join(', ');

export class Fields {
  readonly #node: Node;
  readonly #problems: PlanProblem[];
  readonly #values = new Map<string, { keyNode: Node; value: Node }>();
  readonly #known = new Set<string>();

  private constructor(node: Node, problems: PlanProblem[]) {
    this.#node = node;
    this.#problems = problems;
    for (const { children = [] } of node.children ?? []) {
      const [keyNode, value] = children;
      if (!keyNode || !value) continue;
      const key = String(keyNode.value);
      if (this.#values.has(key)) this.#problems.push({ ...told(keyNode, say('twiceField', { key })), isJson: true });
      this.#values.set(key, { keyNode, value });
    }
  }

  /** Undefined where the node is no object. */
  static of(node: Node, problems: PlanProblem[]): Fields | undefined {
    return node.type === 'object' ? new Fields(node, problems) : undefined;
  }

  /** What is wrong, and where. */
  tell(node: Node, said: Message): undefined {
    this.#problems.push(told(node, said));
  }

  #value(key: string): Node | undefined {
    this.#known.add(key);
    return this.#values.get(key)?.value;
  }

  /** A problem with a field, told at its value; with one that is missing, at the object. */
  refuse(key: string, said: Message): undefined {
    return this.tell(this.#values.get(key)?.value ?? this.#node, said);
  }

  object(node: Node): Fields | undefined {
    return Fields.of(node, this.#problems) ?? this.tell(node, say('object'));
  }

  text(key: string, longest: number, needed?: 'needed'): string | undefined {
    const node = this.#value(key);
    if (!node) return needed && this.refuse(key, say('missing', { key }));
    const text = node.type === 'string' ? String(node.value).trim() : '';
    if (text !== '' && text.length <= longest) return text;
    return this.tell(node, say('text', { key, most: `${longest}` }));
  }

  /** A value that is used as it is. @param said where it does not fit */
  checked<T>(key: string, fits: (value: unknown) => value is T, said: Message): T | undefined {
    const node = this.#value(key);
    if (!node) return undefined;
    const value: unknown = node.value;
    return fits(value) ? value : this.tell(node, said);
  }

  oneOf<T extends string>(node: Node, allowed: readonly T[]): T | undefined {
    const found = allowed.find((one) => one === node.value);
    if (found !== undefined) return found;
    const values = quoted(allowed);
    if (typeof node.value !== 'string') return this.tell(node, say('oneOfAll', { values }));
    const value = node.value.slice(0, 100);
    return this.tell(node, say('oneOf', { value, values, hint: hint(value, allowed) }));
  }

  /** A field that must be there. */
  choice<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const node = this.#value(key);
    return node ? this.oneOf(node, allowed) : this.refuse(key, say('missing', { key }));
  }

  /** Entries that cannot be read are left out, and told. @param empty what to say of a list without any */
  list<T>(key: string, most: number, read: (node: Node) => T | undefined, empty?: Message): T[] | undefined {
    const node = this.#value(key);
    if (!node) return undefined;
    if (node.type !== 'array') return this.tell(node, say('list', { key }));
    const items = node.children ?? [];
    if (empty && items.length === 0) return this.tell(node, empty);
    const surplus = items[most];
    if (surplus) this.tell(surplus, say('tooMany', { key, most: `${most}` }));
    return items.slice(0, most).flatMap((item) => read(item) ?? []);
  }

  /** To be called when every field was asked for: tells those that nobody asked for. */
  end(): void {
    for (const [key, { keyNode }] of this.#values) {
      if (this.#known.has(key) || key === '$schema') continue;
      this.tell(keyNode, say('noField', { key: key.slice(0, 100), hint: hint(key, this.#known) }));
    }
  }
}
