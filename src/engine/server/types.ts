/** What serves a request: where it begins, what stands before it, and what it asks of Claude. */
import type { Request } from '../claude/claude';
import type { Call, FunctionFact, Range, Value } from '../facts';
import type { Unit } from '../taint/unit';

/** A value of a document. */
export interface Placed {
  value: Value;
  unit: Unit;
}

/** Something that runs before a handler, or decides about it: a middleware, a decorator, a dependency, a wrapper. */
export type Layer = Placed;

/** What a layer, or the handler itself, does. `verification`: of a webhook’s signature. `events`: it takes Anthropic’s. */
export type Concern = 'authentication' | 'limit' | 'recording' | 'validation' | 'verification' | 'events';

/**
 * How much is known of what is in force on a handler. `all`: its application stands in the modules that are known. `platform`:
 * something that no module names may stand before it: a framework's file, a gateway. `some`: where it is mounted is not known.
 */
export type Knowledge = 'all' | 'platform' | 'some';

/** A request to Claude that a handler leads to. */
export interface Reached {
  request: Request;
  unit: Unit;
  /** The call in the handler itself that leads there; the request's own, if it stands there. */
  call: Call;
  /** Something between the handler and the request, or at it, catches what it throws. */
  isCaught: boolean;
}

/** A function of a document that a framework calls for a caller's HTTP request. */
export interface Endpoint {
  fn: FunctionFact;
  /** Of the document: what registers it, else the function's head. */
  range: Range;
  /** The call or decorator that registers it. */
  registration?: Call;
  layers: readonly Layer[];
  knowledge: Knowledge;
  /** What serves it listens to its own machine only. `default`: as the server does where nobody says otherwise. */
  isLocal: boolean | 'default';
  reached: readonly Reached[];
  /** Errors that the handler throws are somebody's that the application has named. */
  hasErrorHandler: boolean;
}

export interface Server {
  /** Handlers of this document that lead to a request to Claude. */
  endpoints(): readonly Endpoint[];
  /** The requests to Claude that a function leads to, by whatever module. */
  reachedBy(fn: Value): readonly Reached[];
  /** All handlers of this document, with nothing of what they lead to. */
  handlers(): readonly Endpoint[];
  /** Whether the handler, or something in force on it, does this; undefined: something there could not be read. */
  does(endpoint: Endpoint, concern: Concern): boolean | undefined;
  /** Any website may send the request with a browser. */
  isForAnyOrigin(endpoint: Endpoint): boolean;
}

/** How a framework that has no routers leads to a handler, see `Endpoint`. */
export interface FrameworkWay extends Pick<Endpoint, 'layers' | 'knowledge' | 'isLocal' | 'hasErrorHandler'> {
  /** The call that registers it, and the document where that stands. */
  registration?: Call;
  unit?: Unit;
  /** Where it begins, if that is no function's head. */
  range?: Range;
}
