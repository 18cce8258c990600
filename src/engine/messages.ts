/**
 * Sentences as data. A rule says which of its texts it means and what goes into the places of it, so that a reader of
 * another language gets the same sentence: the engine renders English, the editor what its language has.
 */
import type { Message } from './types';

/** English texts by id, with places in braces: `{ plain: 'This goes to {host} unencrypted.' }`. */
export type Texts = Readonly<Record<string, string>>;

type Places<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | Places<Rest> : never;
type Filling<Text extends string> = [Places<Text>] extends [never]
  ? []
  : [args: Readonly<Record<Places<Text>, string | Message>>];

/** The one way to make a message: the compiler sees to it that the id exists and that every place is filled. */
export interface Say<T extends Texts> {
  <Id extends keyof T & string>(id: Id, ...filling: Filling<T[Id]>): Message;
  readonly texts: T;
}

export function phrases<const T extends Texts>(texts: T): Say<T> {
  const say = (id: keyof T & string, args: Message['args'] = {}) => ({ id, text: texts[id], args }) as Message;
  return Object.assign(say, { texts }) as unknown as Say<T>;
}

const place = /\{(\w+)\}/g;

/** Names of the places of a text, each once, in order. */
export const placesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(place)].map(([, name]) => name as string)),
];

/** A text with its places filled; a place without a value stays as it is. */
export const fill = (text: string, args: Readonly<Record<string, string>>): string =>
  text.replace(place, (whole, name: string) => (Object.hasOwn(args, name) ? (args[name] ?? whole) : whole));

/**
 * The message in words.
 *
 * @param translate gives a text with its places filled, in the reader's language; by default English
 */
export function render({ text, args }: Message, translate: typeof fill = fill): string {
  const words = Object.entries(args).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : render(value, translate),
  ]);
  return translate(text, Object.fromEntries(words));
}

/** The message with every value changed: masked, for instance. */
export function mapArgs(message: Message, change: (value: string) => string): Message {
  const args = Object.entries(message.args).map(([name, value]) => [
    name,
    typeof value === 'string' ? change(value) : mapArgs(value, change),
  ]);
  return { ...message, args: Object.fromEntries(args) };
}
