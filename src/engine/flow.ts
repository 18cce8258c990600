import type { Call, Facts, ObjectValue, Value } from './facts';
import type { Format } from './formats/format';

/** Where a value comes from, as far as this file tells. */
export interface Origin {
  kind: 'literal' | 'environment' | 'parameter' | 'call' | 'import' | 'unknown';
  /** Environment variable, parameter or qualified callee. */
  name?: string;
  /** The value at the source: for `literal` the literal. */
  value: Value;
}

/** Questions about values, answered inside one document. All are total: depth and work are bounded, cycles end. */
export interface Flow {
  /**
   * Qualified name of a value: the chain of members from an import or a global.
   * JavaScript: `module#export.member`, default import `module#default`, namespace or require `module#*` with its members as
   * `module#member`; Python: `module.member`. An instance, or a call's result, is the callee's name with `()`:
   * `@anthropic-ai/sdk#default().messages.create`. Globals are plain: `process.env.HOME`, `fetch`.
   */
  name(value: Value): string | undefined;
  /** The one constant that the value always is. */
  constant(value: Value): string | number | boolean | null | undefined;
  /** Every literal that the value can be, through choices, bindings and helper functions. */
  literals(value: Value): { text: string; value: Value }[];
  /** Text of a string with unknown parts as `\u0000`; undefined where it is no string at all. */
  pattern(value: Value): string | undefined;
  origins(value: Value): Origin[];
  /** The object literal that the value is. */
  object(value: Value): ObjectValue | undefined;
  /** The value under a constant path of an object literal, through spreads and bindings. */
  property(value: Value, ...path: string[]): Value | undefined;
  /** The argument at a position or under a keyword. */
  argument(call: Call, position: number | undefined, keyword?: string): Value | undefined;
  /** Name of the environment variable that the value reads directly (`process.env.X`, `os.getenv("X")`). */
  environment(value: Value): string | undefined;
}

export declare function createFlow(facts: Facts, format: Format): Flow;
