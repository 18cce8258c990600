/**
 * What a file says, in any language. A format's `parse` reduces its text to these facts; rules and the Claude model read
 * facts only, never syntax. Every range is in UTF-16 offsets of the text that was parsed.
 */
import type { DataNode } from './formats/data-tree';
import type { MemberValue, Range, Value } from './values';

export type * from './values';

/**
 * A stretch of code, and what is known while it runs. Regions nest as the code does; an early exit (`if (c) return;`) makes
 * one of the rest of its block. The order of everything else is that of its ranges.
 */
export interface Region {
  kind: 'branch' | 'loop' | 'try' | 'catch';
  range: Range;
  /** Of a `branch`, what was tested, and whether it holds here; of a `loop`, what is tested behind each round. */
  condition?: Value;
  holds?: boolean;
  /** `catch` only: the name of what was caught. */
  caught?: Binding;
}

/** A call, a `new`, a decorator application or a tagged template. */
export interface Call {
  callee: Value;
  args: Argument[];
  isNew: boolean;
  scope: Scope;
  range: Range;
  /** Between the parentheses (both excluded), to add an argument. */
  argsRange: Range;
  /** The statement that holds the call. */
  statement: Range;
}

export interface Argument {
  /** Keyword arguments (`api_key=`); positional ones have none. */
  name?: string;
  value: Value;
  /** The whole argument, keyword included. */
  range: Range;
  spread?: boolean;
}

/**
 * A lexical scope: the module, a function, a class or (in languages that have them) a block. Bindings of `this.x = …`,
 * `self.x = …` and class fields live in the class's scope under the name `this.x`.
 */
export interface Scope {
  kind: 'module' | 'function' | 'class' | 'block';
  parent?: Scope;
  /** The function whose body this is. */
  function?: FunctionFact;
  /** All bindings made directly in this scope, by name, in source order. */
  bindings: Map<string, Binding[]>;
  range: Range;
}

export interface Binding {
  kind: 'import' | 'constant' | 'variable' | 'parameter' | 'function' | 'class';
  name: string;
  scope: Scope;
  range: Range;
  /** What it is bound to. Destructuring gives a member value of the right-hand side. Parameters: the default. */
  value?: Value;
  /** `kind: 'import'` only. */
  import?: Import;
  /** Parameters only: their type as it is written. */
  annotation?: string;
  /** Parameters and classes only: their decorators. Absent: none. */
  decorators?: Value[];
  /** Classes only: what they are derived from. */
  bases?: Value[];
}

/**
 * One imported name. JavaScript: `import A from 'm'` has imported `default`, `import * as A` and `const A = require('m')`
 * have `*`, `import { B as C }` has imported `B`, local `C`. Python: `import a.b` has module `a.b`, imported `*`, local `a`
 * (with `as x`: local `x`); `from a import b` has module `a`, imported `b`.
 */
export interface Import {
  module: string;
  imported: string;
  local: string;
  /** Type-only imports bring no value. */
  typeOnly?: boolean;
  range: Range;
  /** The whole statement. */
  statement: Range;
}

/**
 * A name that a module gives away beside those that it binds. `export { a as b }` has exported `b`, local `a`;
 * `export { a as b } from 'm'` exported `b`, module `m`, imported `a`; `export * from 'm'` exported and imported `*`;
 * `export * as n from 'm'` exported `n`, imported `*`.
 */
export interface Reexport {
  exported: string;
  local?: string;
  module?: string;
  imported?: string;
}

/**
 * `object.property = value`, other than fields of `this` and `self` (they are bindings) and environment variables (settings).
 * An attribute of a JSX element is one too; its object is unknown, and made of the component where it is one.
 */
export interface Assignment {
  target: MemberValue;
  value: Value;
  scope: Scope;
  range: Range;
}

/** A function, method, arrow function or lambda. */
export interface FunctionFact {
  name?: string;
  parameters: Binding[];
  /** Every returned value, an arrow's expression body included. */
  returns: Value[];
  isAsync: boolean;
  scope: Scope;
  range: Range;
  /** Qualified callees of decorators are found through these calls. */
  decorators: Value[];
  /** `use server` at its beginning. Absent: none. */
  directives?: string[];
}

/**
 * A named constant in configuration: a pair of a data format, or the assignment of an environment variable in any format
 * (`process.env.X = …`, `os.environ["X"] = …`, `export X=…`, `ENV X …`, compose's and Kubernetes' lists of variables).
 */
export interface Setting {
  /** Path from the document's root, the key last. Array indices are decimal strings. An environment variable: its name alone, last. */
  path: string[];
  key: string;
  keyRange: Range;
  /** Decoded scalar. Objects and arrays have no setting of their own, only their scalars have. */
  value: string | number | boolean | null;
  /** The scalar in source form, quotes excluded. Empty where there is no value. */
  valueRange: Range;
  /** The whole pair, for removal. */
  range: Range;
  /** It sets an environment variable named `key` in some process. */
  environment: boolean;
}

/** A command line, from a shell script, a Dockerfile's RUN, a workflow's `run:`, a package script, or `spawn('curl', […])`. */
export interface Command {
  /** The program without its folder (`/usr/bin/curl` is `curl`), wrappers such as sudo, env, exec, time and nohup skipped. */
  name: string;
  words: Word[];
  range: Range;
  /** Shell: files that its output goes to, by `>`, `>>` or a pipe into `tee`. Absent: none. */
  writes?: Word[];
  /** Shell: the here-document that it reads. */
  input?: Word;
}

/** One word after the program's name, quotes removed; expansions stand as they are written (`$KEY`, `${KEY:-x}`, `$(cat f)`). */
export interface Word {
  text: string;
  range: Range;
}

export interface Facts {
  imports: Import[];
  calls: Call[];
  bindings: Binding[];
  assignments: Assignment[];
  /** What `export default …` gives away. */
  exports: Value[];
  reexports: Reexport[];
  functions: FunctionFact[];
  regions: Region[];
  settings: Setting[];
  commands: Command[];
  /** Every outermost string literal, template, concatenation; and arrays or calls that build a string from constants. */
  strings: Value[];
  comments: Range[];
  /** `use client`, `use server`, a script tag's attributes (`server`), a shebang line. */
  directives: string[];
  /** Documents inside this one, in another language. */
  embedded: Embedded[];
  /** The data themselves, of files whose meaning lies in their structure: pipelines. Absent: not kept. */
  trees?: DataNode[];
  /** They are of an open document: those of statements that are not edited live on in the next version’s. Absent: they do not. */
  isKept?: true;
  /** Syntax errors found by the parser; a fix must not raise it. */
  errors: number;
  /** Of a data format: a part of the text was not read, because of its syntax or because it nests too deep. */
  unread?: 'syntax' | 'depth';
  /** The module's scope; data formats have an empty one. */
  module: Scope;
}

/** A document inside another: a cell, a script tag, a `run:` block, a package script. */
export interface Embedded {
  /** Format id, for example `typescript`, `python`, `shell`. */
  format: string;
  text: string;
  /** Offset in `text` -> offset in the outer text. Monotonic. */
  toOuter(offset: number): number;
  /** Text to be written into this document -> text to be written into the outer one (JSON escapes, indentation). */
  encode(text: string): string;
  /** Facts of its place that rules need: `server`, `client`, `module`, `output` (notebook output: no code). */
  role?: string;
}

/** A module scope with no bindings. */
export function emptyScope(length: number): Scope {
  return { kind: 'module', bindings: new Map(), range: { start: 0, end: length } };
}

/** Facts of a text about which nothing is known but its length (UTF-16 units). */
export function emptyFacts(length: number): Facts {
  return {
    imports: [],
    calls: [],
    bindings: [],
    assignments: [],
    exports: [],
    reexports: [],
    functions: [],
    regions: [],
    settings: [],
    commands: [],
    strings: [],
    comments: [],
    directives: [],
    embedded: [],
    errors: 0,
    module: emptyScope(length),
  };
}
