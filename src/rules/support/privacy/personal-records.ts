/** Whole records of people in texts: what is made into text, and whether anybody has chosen what of it. */
import type { Call, Range, Value } from '../../../engine/facts';
import { lastName, lookup } from '../../../engine/flow/names';
import { handsOn, methodsHandOn } from '../../../engine/taint/transfer-table';
import type { Confidence, Document } from '../../../engine/types';
import { saysNothing, words } from './personal-data';

/** Who a record is about, by the name that it has in code. */
const record =
  /^(?:(?:current|auth|logged_in|db|target|existing|found|this|the|all|our|my)_)*(?:user|customer|patient|employee|applicant|candidate|subscriber|student|guest|citizen)s?(?:_(?:record|row|profile|info|information|data|details|entity|doc|document|object|json))?s?$/;
/** Functions that make text of all that they are given. */
const serializer =
  /^(?:JSON\.stringify|json\.dumps|orjson\.dumps|yaml\.(?:safe_)?dump|pprint\.pformat|js-yaml#.*dump)$/;
/** Not every candidate applies for a job: many are answers, places in code or programs that may be chosen. */
const ambiguous = /(?:^|_)candidates?(?:_|$)/;
const hiring =
  /resum[eé]|\bcv\b|\binterview|\brecruit|\bapplicants?\b|\bhiring\b|\bhired?\b|\bjob_?(?:title|posting|description|offer)/i;
/** Functions and methods that give all fields of an object. */
const allFields =
  /^(?:vars|dict|asdict|dataclasses\.asdict|attr\.asdict|attrs\.asdict|(?:django\.forms\.models\.)?model_to_dict|fastapi\.encoders\.jsonable_encoder)$/;
const allFieldsMethod =
  /^(?:model_dump|model_dump_json|to_dict|as_dict|dict|_asdict|toJSON|toObject|to_json|serialize)$/;
/** Of these, methods that any object has; what they give is known to be text only where it is a record's. */
const finder =
  /^(?:find|findOne|findFirst|findUnique|findUniqueOrThrow|findFirstOrThrow|findById|findByPk|findMany|findAll|get|get_or_404|first|first_or_404|one|one_or_none|scalar_one|scalar_one_or_none|fetchone|fetchall|lean|exec)$/;
/** Somebody has chosen, or hidden, what is given. */
const chooses =
  /pick|omit|select|project|mask|redact|anonym|pseudonym|sanitiz|strip|scrub|minimi[sz]e|public|safe|summar|only|subset|map/i;
const chosenType = /\b(?:Pick|Omit|Public|Safe|Masked|Anonym|Redacted|Minimal|Summary|string|str)/;
const maxDepth = 8;

/** A record that becomes a part of a text. */
export interface PersonalRecord {
  /** What is made into text. */
  value: Value;
  /** What names the record. */
  root: Value & { kind: 'name' | 'member' };
  confidence: Confidence;
  /** Where `root` can be replaced by some of its fields. */
  replaceable?: Range;
}

/** Records in a text of a request, through names, functions and texts of the document. */
export function recordsIn(value: Value, document: Document): PersonalRecord[] {
  const { flow } = document;
  const found: PersonalRecord[] = [];
  const seen = new Set<Value>();
  const look = (one: Value, depth: number): void => {
    if (depth > maxDepth || seen.has(one)) return;
    seen.add(one);
    for (const { value: origin } of flow.origins(one)) {
      const made = madeOf(origin, document);
      if (made) found.push(made);
      else for (const part of partsOf(origin, document)) look(part, depth + 1);
    }
  };
  look(value, 0);
  return found;
}

/** What a call that hands its arguments on, or a list, is made of. */
function partsOf(value: Value, { flow }: Document): readonly Value[] {
  if (value.kind === 'array') return value.items;
  if (value.kind === 'object') return value.entries.map((one) => one.value);
  if (value.kind !== 'call') return [];
  const { callee, args } = value.call;
  const given = args.map((one) => one.value);
  if (handsOn.test(flow.name(callee) ?? '')) return given;
  if (callee.kind !== 'member') return [];
  const receiver = /^(?:trim|strip|join|concat|format|replace|dedent|toString|encode)$/.test(callee.property ?? '');
  return [...(receiver ? [callee.object] : []), ...(methodsHandOn.test(callee.property ?? '') ? given : [])];
}

/** `JSON.stringify(user)`, `json.dumps(user.__dict__)`, `{vars(user)}` in a text. */
function madeOf(value: Value, document: Document): PersonalRecord | undefined {
  const { flow } = document;
  if (value.kind === 'call' && serializer.test(flow.name(value.call.callee) ?? '')) {
    const [first, replacer] = value.call.args;
    if (!first || (replacer && replacer.name === undefined && isReplacer(replacer.value, document))) return undefined;
    const whole = allOf(first.value, document) ?? rootOf(first.value);
    return whole && asRecord(value, whole, document, first.value.range);
  }
  const whole = allOf(value, document);
  return whole && asRecord(value, whole, document);
}

/** `JSON.stringify(user, ['id', 'plan'])`. */
const isReplacer = (value: Value, { flow }: Document): boolean =>
  flow.constant(value) !== null && !(value.kind === 'name' && value.name === 'undefined');

const rootOf = (value: Value): PersonalRecord['root'] | undefined =>
  value.kind === 'name' || value.kind === 'member' ? value : undefined;

/** What all fields are taken of: `user.__dict__`, `vars(user)`, `user.model_dump()`. */
function allOf(value: Value, { flow }: Document): PersonalRecord['root'] | undefined {
  if (value.kind === 'member') return value.property === '__dict__' ? rootOf(value.object) : undefined;
  if (value.kind !== 'call') return undefined;
  const { callee, args } = value.call;
  const [first] = args;
  if (first && args.length === 1 && allFields.test(flow.name(callee) ?? '')) return rootOf(first.value);
  const isMethod = callee.kind === 'member' && args.length === 0 && allFieldsMethod.test(callee.property ?? '');
  return isMethod ? rootOf(callee.object) : undefined;
}

/** What a record is called by: `user` in `user.rows[0]`. */
function calledBy(root: PersonalRecord['root']): string {
  const isPlace = root.kind === 'member' && /^(?:rows|\d+|)$/.test(root.property ?? '');
  const inner = isPlace ? rootOf(root.object) : undefined;
  return inner ? calledBy(inner) : lastName(root);
}

function asRecord(
  value: Value,
  root: PersonalRecord['root'],
  document: Document,
  replaceable?: Range,
): PersonalRecord | undefined {
  const name = words(calledBy(root).replace(/^this\./, ''));
  const isFound = !record.test(name) && foundAs(root, document).some((one) => record.test(one));
  if (!(record.test(name) || isFound) || saysNothing.test(name) || isChosen(root, document)) return undefined;
  if (ambiguous.test(name) && !hiring.test(document.text)) return undefined;
  const isRow = document.flow.sources(root).some((one) => one.kind === 'call' && isFinder(one.call));
  const isAll = value.kind === 'member' || allOf(value, document) !== undefined;
  const isOne = !/s$/.test(name);
  return { value, root, confidence: isRow || isAll ? 'high' : 'medium', ...(isOne && replaceable && { replaceable }) };
}

/** What it was found among, where its own name does not say so: `customer` in `c = Customer.objects.get(pk=1)`. */
function foundAs(root: PersonalRecord['root'], { flow }: Document): string[] {
  const chain = (value: Value): string[] => {
    if (value.kind === 'name') return [words(value.name)];
    if (value.kind === 'call') return chain(value.call.callee);
    return value.kind === 'member' ? [...chain(value.object), words(value.property ?? '')] : [];
  };
  return flow.sources(root).flatMap((one) => (one.kind === 'call' && isFinder(one.call) ? chain(one.call.callee) : []));
}

const isFinder = ({ callee }: Call): boolean => finder.test(lastName(callee));

/** It is written here field by field, or something has made it that chooses. */
function isChosen(root: PersonalRecord['root'], document: Document): boolean {
  const { flow, text } = document;
  const annotation = root.kind === 'name' && lookup(root.name, root.scope)?.[0]?.annotation;
  if (annotation && chosenType.test(annotation)) return true;
  return flow.sources(root).some((one) => {
    if (one.kind !== 'call') return /^(?:literal|template|object|array)$/.test(one.kind);
    const { callee, args } = one.call;
    const selects = args.some(({ value }) => flow.property(value, 'select') ?? flow.property(value, 'attributes'));
    return selects || chooses.test(text.slice(callee.range.start, callee.range.end));
  });
}
