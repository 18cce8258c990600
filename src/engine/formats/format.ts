/** What a format supplies: how it is recognised, what its text says, and how one writes in it. */

import type { Facts, Import, Range } from '../facts';
import type { GrammarName, Grammars } from '../grammars';
import type { Edit } from '../types';

/** Comment syntax, for suppressions. Strict JSON has none. */
export interface CommentSyntax {
  line?: string;
  /** Further openers of the same, which are read and not written. */
  alsoLine?: readonly string[];
  block?: readonly [string, string];
}

/** How one writes in a language: used by fixes, and by flow to recognise environment reads. */
export interface Idioms {
  /**
   * An expression (or, in data formats, a scalar's text) that reads the environment variable.
   * `place` says what is replaced: a whole literal with its quotes, or a part inside of a string.
   * Returns `undefined` where the format cannot read the environment there.
   */
  readEnvironment(name: string, place: EnvironmentPlace): string | undefined;
  /**
   * Source of a whole literal in which `part` (relative to the literal's start) is replaced by a read of the variable, for
   * literals that cannot hold one as they are: `"Bearer …"` becomes a template literal or an f-string. Undefined where that
   * would change the rest of the text.
   */
  interpolate?(literal: string, part: Range, name: string): string | undefined;
  /** Edits that make an import available (Python's `import os`); none where it is there already. */
  imports?(facts: Facts, text: string, module: string): Edit[];
  /** An object, map or dict with one entry for each field: what stands under the name is the expression. */
  fields?(entries: readonly (readonly [name: string, expression: string])[]): string;
  /** The module that `readEnvironment` needs, for `imports`. */
  environmentModule?: string;
  /** Qualified name of an imported binding, see `Flow.name`. Absent: `module#imported`, as in JavaScript. */
  importName?(fact: Import): string;
}

export interface EnvironmentPlace {
  /** `literal`: replaces a whole literal, quotes included. `inside`: replaces a part between the quotes. */
  kind: 'literal' | 'inside';
  /** The quote that the literal uses, where there is one: `"`, `'`, `` ` ``, `"""`, or a string prefix with it (`f"`). */
  quote: string;
  /** Path of the file, for files that have their own syntax of variables (workflows, compose, `.mcp.json`). */
  path: string;
}

export interface Format {
  /** `typescript`, `python`, `yaml` … */
  id: string;
  /** VS Code language ids. */
  languageIds: readonly string[];
  /** With the dot, lower case: `.ts`. */
  extensions: readonly string[];
  /** Lower-case base names, or patterns for them: `dockerfile`, /^\.env(\..+)?$/. They win over extensions. */
  filenames: readonly (string | RegExp)[];
  comments: CommentSyntax;
  idioms: Idioms;
  /** `code` has calls and imports, `data` has settings, `text` neither. */
  kind: 'code' | 'data' | 'text';
  /** It is read by a table of its grammar's nodes; rules have tables of their own for its libraries. */
  byTable?: true;
  /** The grammar that must be loaded before it parses. */
  grammar?: GrammarName;
  /** Facts of a text. Broken input gives the facts that could be had; it never throws. */
  parse(text: string, context: ParseContext): Facts;
}

export interface ParseContext {
  grammars: Grammars;
  /** Path relative to the root, for formats whose meaning depends on it (compose, workflows, package.json). */
  path: string;
  /**
   * Of an open document: the name under which its tree and its facts may be kept for the next version, see
   * `Grammars.snapshot`. Such facts are valid until the next version is parsed.
   */
  kept?: string;
}
