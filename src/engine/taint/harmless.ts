/** What is no text that anybody has chosen, or harmless for what it is used for. */
import { byName } from '../by-name';
import type { ArrayValue, Call, ObjectValue, TemplateValue, Value } from '../facts';
import type { Flow } from '../flow/flow';
import { lastName } from '../flow/names';
import {
  fileNamePart,
  fills,
  leavingNoFolder,
  ownHost,
  parsedPath,
  pathCleaner,
  urlCleaner,
} from './confinement-table';
import { isDelimited } from './delimiters';
import { isChecked } from './guards';
import { rendersNoHtml } from './markdown';
import { isHarmlessPiece } from './slices';
import { sanitizers } from './transfer-table';
import type { SourceKind, TraceOptions, Use } from './types';
import type { Unit } from './unit';
import type { Search } from './walk';

/** Members that hold no text of what they are members of. */
const noText = /^(?:length|size|byteLength|status_code|statusCode|ok|__class__|__name__|constructor)$/;
/** The same of replies, errors and clients. In what somebody has written, they may hold anything. */
const metadata = /^(?:usage|id|_request_id|request_id|requestId|stop_reason|stopReason|model|role|status)$/;
const written: ReadonlySet<SourceKind> = new Set([
  'request',
  'form',
  'message',
  'commandLine',
  'fetched',
  'mail',
  'document',
]);
/** What a reply brings that is data of its own: the input of a tool call, parsed text. */
const ownData = /^(?:input|args|arguments|params|parameters|data|parsed|json|result|item)$/i;

/** Blocks of a message whose text is not that of its user. */
const dataBlock = /^(?:document|search_result|image|file|(?:\w+_)?tool_result|tool-result)$/;

const sanitizersOf = byName((name) => sanitizers.filter((one) => one.name.test(name)));

/** Whether what a function of this name gives is harmless for the use; undefined where nothing is known of it. */
export function cleans(name: string, use: Use): boolean | undefined {
  const rows = sanitizersOf(name);
  return rows.length > 0 ? rows.some(({ uses }) => !uses || uses.includes(use)) : undefined;
}

export function isSanitized(value: Value, { use }: Search, unit: Unit): boolean {
  const { flow, text, regions, schemas, confinement } = unit;
  if (use === 'log' && isHarmlessPiece(value, flow, text)) return true;
  if (use === 'url' && hasOwnHost(value, flow)) return true;
  if (use === 'context' && value.kind === 'object') return isDataBlock(value, flow);
  if (value.kind === 'call') {
    const { callee } = value.call;
    const name = flow.name(callee);
    return (
      (name !== undefined && cleans(name, use) === true) ||
      (callee.kind === 'member' && cleans(`.${callee.property}`, use) === true) ||
      (callee.kind === 'member' && schemas.leavesNothing(value)) ||
      (use === 'path' && leavesFileName(value.call, unit)) ||
      (use === 'html' && (escapesMarkup(value.call, unit) || rendersNoHtml(value.call, unit))) ||
      (use === 'url' && urlCleaner.test(lastName(value.call.callee)))
    );
  }
  if (value.kind !== 'name' && value.kind !== 'member') return false;
  if (use === 'path' && value.kind === 'member' && isFileName(value, flow)) return true;
  return (
    isChecked(value, regions.guards(value.range.start), unit, use) ||
    schemas.leavesNothing(value) ||
    confinement.isConfined(value, use)
  );
}

/** A part of a message that says what it is: `{ type: 'document', … }`. */
function isDataBlock(value: ObjectValue, flow: Flow): boolean {
  const type = flow.property(value, 'type');
  const name = type && flow.constant(type);
  return typeof name === 'string' && dataBlock.test(name);
}

/** The last part of a path, which leads nowhere else: `Path(x).name`, `path.parse(x).base`. */
const isFileName = ({ property = '', object }: Value & { kind: 'member' }, flow: Flow): boolean =>
  fileNamePart.test(property) && parsedPath.test(flow.name(object) ?? '');

/** Text between the parts of a path was replaced: `x.replace(/[^a-z0-9]/gi, '-')`, `re.sub(r'[^\w.]', '_', x)`; or the function's name says so. */
function leavesFileName(call: Call, { flow, text }: Unit): boolean {
  const { callee, args } = call;
  const name = lastName(callee);
  if (pathCleaner.test(name)) return true;
  const [pattern] = args;
  if (!pattern || !(/^replace(?:All)?$/.test(name) || flow.name(callee) === 're.sub')) return false;
  return leavingNoFolder.test(text.slice(pattern.range.start, pattern.range.end));
}

const markupEscape = /&lt;|&#(?:0*60|x3c);/i;

/** `text.replace(/</g, '&lt;')`, or a function of the project that does so. */
function escapesMarkup({ callee, args, isNew }: Call, { flow, functions }: Unit): boolean {
  if (/^replace(?:All)?$/.test(lastName(callee)))
    return args.slice(1).some(({ value }) => markupEscape.test(flow.pattern(value) ?? ''));
  const called = functions.of(callee, isNew);
  return called !== undefined && markupEscape.test(called.unit.text.slice(called.fn.range.start, called.fn.range.end));
}

/** Whatever stands in it, the URL leads to a host that is written there, or to the page's own. */
const hasOwnHost = (value: Value, flow: Flow): boolean => {
  if (value.kind === 'name') return false;
  const isBuilt =
    value.kind === 'call' && value.call.callee.kind === 'member' && fills.test(value.call.callee.property ?? '');
  const base = isBuilt && value.call.callee.kind === 'member' ? value.call.callee.object : value;
  return ownHost.test(flow.pattern(base) ?? '');
};

/** The parts of a URL that say to whom it leads: the first, or what stands behind the scheme. */
function hostParts({ parts }: TemplateValue, { flow }: Unit): readonly Value[] {
  const [first, second] = parts;
  const text = first && flow.constant(first);
  if (typeof text !== 'string') return parts.slice(0, 1);
  return second && (text === '' || /^(?:\w+:)?\/\/$/.test(text)) ? [second] : [];
}

/** The parts of a text, or of a list, that matter for what it is used for. */
export function partsFor(use: Use, text: TemplateValue | ArrayValue, unit: Unit): readonly Value[] {
  if (text.kind === 'template' && use === 'url') return hostParts(text, unit);
  const parts = text.kind === 'template' ? text.parts : text.items;
  if (use !== 'memory' && use !== 'context') return parts;
  const known = parts.map((part) => unit.flow.pattern(part) ?? '\0');
  return parts.filter((_, at) => !isDelimited(known.slice(0, at).join(''), known.slice(at + 1).join('')));
}

/** The arguments that a call puts into a text that it is called on: not those whose place there is marked as one of data. */
export function argumentsFor(use: Use, { callee, args }: Call, { flow }: Unit): readonly Value[] {
  const text = use === 'context' && callee.kind === 'member' ? flow.pattern(callee.object) : undefined;
  const first = args[0] && flow.constant(args[0].value);
  const isMarked = (name: string | undefined, at: number): boolean => {
    const place = name !== undefined ? `{${name}}` : at === 1 && typeof first === 'string' ? first : `{${at}}`;
    if (text?.includes(place)) return isDelimitedAt(text.split(place), place, 1);
    return text !== undefined && name === undefined && isDelimitedAt(text.split('{}'), '{}', at + 1);
  };
  return args.filter(({ name }, at) => !isMarked(name, at)).map(({ value }) => value);
}

/** @param index the part of the text that stands behind the place */
const isDelimitedAt = (parts: readonly string[], place: string, index: number): boolean =>
  index < parts.length && isDelimited(parts.slice(0, index).join(place), parts.slice(index).join(place));

export function isNoText({ property = '', object }: Value & { kind: 'member' }, kinds: readonly SourceKind[]): boolean {
  if (noText.test(property)) return true;
  if (!metadata.test(property) || kinds.every((one) => written.has(one))) return false;
  const of = object.kind === 'member' ? object.property : object.kind === 'name' ? object.name : undefined;
  return of === undefined || !ownData.test(of);
}

/** It holds no text that anybody has chosen, and is no credential: that much can be seen at once. */
export const isNothing = (value: Value, { kinds }: TraceOptions, { claude }: Unit): boolean =>
  value.kind === 'member'
    ? isNoText(value, kinds)
    : value.kind === 'literal' && !(kinds.includes('credential') && claude.credentials.length > 0);
