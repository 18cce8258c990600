/** The caught errors that a request to Claude can have thrown. */
import type { Call, Facts, Region } from '../../../engine/facts';
import type { Flow } from '../../../engine/flow/flow';
import { perObject } from '../../../engine/per-object';
import { isCaughtFor, throws } from '../../../engine/taint/asking';
import type { Unit } from '../../../engine/taint/unit';
import { isInside } from '../../../engine/text/positions';
import type { Document } from '../../../engine/types';

/** What is asked of a document. */
interface Code {
  facts: Facts;
  flow: Flow;
  text: string;
  /** See `Document`. */
  asks(call: Call): boolean;
}

/** Python's errors that the program's own mistakes and checks raise, and no request does. */
const ownErrors =
  /^(?:ValueError|KeyError|IndexError|LookupError|TypeError|AttributeError|FileNotFoundError|PermissionError|FileExistsError|ImportError|ModuleNotFoundError|NotImplementedError|AssertionError|ZeroDivisionError|Unicode\w*Error|json\.JSONDecodeError|json\.decoder\.JSONDecodeError|(?:pydantic|marshmallow)\.ValidationError)$/;

/** Only such errors are caught there. */
function isOfProgram({ caught }: Region, { flow }: Code): boolean {
  const parts = caught?.value?.kind === 'unknown' ? caught.value.parts : [];
  const types = parts.flatMap((one) => (one.kind === 'array' ? one.items : [one]));
  return types.length > 0 && types.every((one) => ownErrors.test(flow.name(one) ?? ''));
}

/** Whether at an offset the innermost caught error is such a one: the try whose catch binds it holds a request. */
export const errorsOfRequests: (document: Document) => (offset: number) => boolean = perObject(find);

/** The same of a module that a document has to do with. */
export const errorsOfRequestsIn: (unit: Unit) => (offset: number) => boolean = perObject(
  ({ facts, flow, text, asking }: Unit) => find({ facts, flow, text, asks: (call) => asking.asks(call) }),
);

function find(code: Code): (offset: number) => boolean {
  const { regions, calls } = code.facts;
  const all = regions.filter(({ kind }) => kind === 'try');
  const settling = all.filter((one) => isCaughtFor(one, regions, code.text));
  /** Another try inside of this one keeps its errors. */
  const isSettled = (call: Call, { range }: Region) =>
    settling.some((one) => one.range !== range && isInside(one.range, range) && isInside(call.range, one.range));
  const holdsRequest = perObject((one: Region) =>
    calls.some(
      (call) =>
        isInside(call.range, one.range) && code.asks(call) && !isSettled(call, one) && !catchesItself(call, code),
    ),
  );
  const catches = regions.filter(({ kind }) => kind === 'catch');
  return (offset) => {
    const around = catches.filter(({ range }) => range.start <= offset && offset < range.end).at(-1);
    if (!around || isOfProgram(around, code)) return false;
    const [before] = all
      .filter(({ range }) => range.end <= around.range.start)
      .sort((one, other) => other.range.end - one.range.end);
    return before !== undefined && holdsRequest(before);
  };
}

/** `ask().catch((error) => console.error(error))`: nothing of it gets to the try around it. */
const catchesItself = ({ range }: Call, { facts, text }: Code): boolean =>
  facts.calls.some(
    ({ callee, range: whole }) =>
      callee.kind === 'member' &&
      callee.property === 'catch' &&
      callee.object.range.start === range.start &&
      range.end <= callee.object.range.end &&
      !throws.test(text.slice(callee.object.range.end, whole.end)),
  );
