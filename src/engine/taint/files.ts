/** Files that callers have sent: what is read from one is what they have written, whatever its path is. */
import type { Binding, Call, Value } from '../facts';
import { lastName, lookup } from '../flow/names';
import { perObject } from '../per-object';
import type { Sources } from './sources';
import type { SourceKind, TraceOptions } from './types';
import type { Unit } from './unit';
import { grouped } from './uses';

/** Of text in a file, it is asked who has sent that: what has taken it out is not meant. */
export const asksWhoSent = ({ use, kinds }: TraceOptions): boolean =>
  use === 'prompt' && kinds.includes('request') && !kinds.includes('document');

/** Calls that are told the path of what they read. */
const readsFile =
  /^(?:open|io\.open|aiofiles\.open|anyio\.open_file|(?:node:)?fs(?:\/promises)?#(?:(?:\*|default|promises)\.)*(?:readFile|readFileSync|createReadStream))$/;
/** Calls that make a path of what they are told. */
export const makesPath = /^(?:os\.path\.\w+|(?:node:)?path#[\w.*]+)$/;

/** The path of what a call reads. @param name of what is called */
export const readPath = ({ callee, args }: Call, name = ''): Value | undefined => {
  if (readsFile.test(name)) return args[0]?.value;
  return callee.kind === 'member' && /^read_(?:text|bytes)$/.test(callee.property ?? '') ? callee.object : undefined;
};

/** Where libraries for uploads say that they have put what was sent: multer, formidable, express-fileupload. */
const uploadPath = /^(?:path|filepath|tempFilePath)$/;
/** What an uploaded file is called. */
const uploadName = /^(?:file_?name|original_?name|originalFilename|name)$/i;
const ofText = /^(?:body|query|params|json|args|form)$/;

export const namesUpload = (value: Value, { chainOf }: Sources): boolean =>
  value.kind === 'member' &&
  uploadPath.test(value.property ?? '') &&
  !chainOf(value)?.path.some((one) => ofText.test(one));

/** Whether a source of the kind may be a file’s content, where something that reads one is given it. */
export const isContent = (kind: SourceKind, value: Value, reads: 'file' | 'document'): boolean =>
  reads === 'document' &&
  (kind === 'request' || kind === 'message') &&
  !(value.kind === 'member' && uploadName.test(value.property ?? ''));

/** The parts of a call that takes the text out of a document which may be one: `new Loader(file).load()`. */
export function documentsOf({ callee, args }: Call): Value[] {
  const own = args.map(({ value }) => value);
  const inner = callee.kind === 'member' && callee.object.kind === 'call' ? documentsOf(callee.object.call) : [];
  return [...own, ...inner];
}

/** What the document writes into the files whose paths are bound to names, or kept by objects that are: `tmp.name`. */
export const writtenTo = perObject(
  (unit: Unit): ReadonlyMap<Binding, readonly Value[]> =>
    grouped(unit.facts.calls.flatMap((call) => writesOf(call, unit))),
);

const writes = /^(?:writeFile|writeFileSync|outputFile)$/;

function writesOf(call: Call, unit: Unit): (readonly [Binding, Value])[] {
  const { callee, args } = call;
  const [first, second] = args.map(({ value }) => value);
  const name = lastName(callee);
  const to = (target: Value | undefined, value: Value | undefined) =>
    target && value ? filesOf(target, unit).map((one) => [one, value] as const) : [];
  if (writes.test(name)) return to(first, second);
  if (name === 'copyfileobj') return to(second, first);
  if (callee.kind !== 'member') return [];
  if (/^write(?:_bytes|_text)?$/.test(name)) return to(callee.object, first);
  return name === 'save' || name === 'mv' ? to(first, callee.object) : [];
}

/** The names that a file is known by: of its path, and of what was opened. */
function filesOf(target: Value, unit: Unit): Binding[] {
  if (target.kind === 'member' && target.property === 'name') return filesOf(target.object, unit);
  if (target.kind === 'call') {
    const [first] = target.call.args;
    return first ? filesOf(first.value, unit) : [];
  }
  if (target.kind !== 'name') return [];
  const bindings = lookup(target.name, target.scope) ?? [];
  const opened = bindings.flatMap(({ value }) => {
    const isOpen = value?.kind === 'call' && readsFile.test(unit.flow.name(value.call.callee) ?? '');
    return isOpen && value.call.args[0] ? [value.call.args[0].value] : [];
  });
  return [...bindings, ...opened.flatMap((one) => (one.kind === 'call' ? [] : filesOf(one, unit)))];
}
