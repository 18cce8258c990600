/** Expressions of any language, reduced to what flow and rules need of them. */
import type { Call, FunctionFact, Scope } from './facts';

/** Half-open range of UTF-16 offsets: `start` inclusive, `end` exclusive. */
export interface Range {
  start: number;
  end: number;
}

/**
 * An expression, as far as flow and rules need it. `await`, parentheses, casts and non-null assertions are unwrapped
 * (the range stays the outer one's).
 */
export type Value =
  | LiteralValue
  | TemplateValue
  | NameValue
  | MemberValue
  | CallValue
  | ObjectValue
  | ArrayValue
  | ChoiceValue
  | FunctionValue
  | UnknownValue;

/** A constant. `range` includes quotes; `content` is what stands between them. `value` is decoded (escapes applied). */
export interface LiteralValue {
  kind: 'literal';
  value: string | number | boolean | null;
  range: Range;
  /** Strings only: the range between the quotes, in source form. */
  content?: Range;
}

/** A string put together: template literals, f-strings, `+` and `%` and adjacent literals. Parts in order. */
export interface TemplateValue {
  kind: 'template';
  parts: Value[];
  range: Range;
}

/** A plain identifier, to be looked up in `scope`. */
export interface NameValue {
  kind: 'name';
  name: string;
  scope: Scope;
  range: Range;
}

/** `object.property`, `object['property']`, `object[0]` (property "0"). A computed key that is not constant is `undefined`. */
export interface MemberValue {
  kind: 'member';
  object: Value;
  property: string | undefined;
  range: Range;
  /** The property's own range (for `a.b`: `b`). */
  propertyRange: Range;
}

export interface CallValue {
  kind: 'call';
  call: Call;
  range: Range;
}

/** Object literals, Python dicts. `dict(a=1)` stays a call. Spreads stand in order among the entries with `key: undefined`. */
export interface ObjectValue {
  kind: 'object';
  entries: Entry[];
  range: Range;
  /** Classes only. */
  made?: ClassFact;
}

/** What a class says of its instances, beside the values of its members. */
export interface ClassFact {
  /** Fields that are declared, in order. */
  fields: Field[];
  /** What it is derived from. */
  bases: Value[];
}

export interface Field {
  name: string;
  /** The type, as it is written. */
  annotation?: string;
  decorators: Value[];
  /** What it is set to in the class. */
  value?: Value;
}

export interface Entry {
  /** Constant key; `undefined` for a spread (`...x`, `**x`) or a computed key. */
  key: string | undefined;
  keyRange: Range;
  value: Value;
  /** The whole pair. */
  range: Range;
  spread?: boolean;
}

/** Array, list, tuple and set literals. */
export interface ArrayValue {
  kind: 'array';
  items: Value[];
  range: Range;
}

/** One of several values: `a || b`, `a ?? b`, `c ? a : b`, `a or b`, `a if c else b`. */
export interface ChoiceValue {
  kind: 'choice';
  options: Value[];
  range: Range;
  /** `c ? a : b` only. */
  condition?: Value;
}

export interface FunctionValue {
  kind: 'function';
  function: FunctionFact;
  range: Range;
}

/** What no rule looks into (arithmetic, comparisons, regular expressions …). `parts` are the values inside, for flow. */
export interface UnknownValue {
  kind: 'unknown';
  parts: Value[];
  range: Range;
  /** Of an operation, as JavaScript writes it in any language: `===`, `<`, `&&`, `!`, `in`, `not in`, `-`, `typeof`; `number` for what is formatted as one. */
  operator?: string;
  /** Of a comprehension: it holds as many of its part as there are turns. */
  collects?: true;
}

/** A string literal or a run of literals joined by the language; the roots of which parts are not listed again. */
export type StringValue = LiteralValue | TemplateValue;

/** Expressions that stand in a value: parts of a text, an operation or a choice, and what a literal list or object holds. */
export function componentsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'object':
      return value.entries.map((one) => one.value);
    case 'array':
      return value.items;
    case 'choice':
      return value.options;
    case 'template':
    case 'unknown':
      return value.parts;
    default:
      return [];
  }
}
