/** What becomes of data whose shape nobody knows: whether its fields are read, and whether something has looked at them before. */
import type { Binding, Call, FunctionFact, Range, Value } from '../../engine/facts';
import { lastName, lookup } from '../../engine/flow/names';
import type { Document } from '../../engine/types';
import { callsByLastName } from './traces';
import { within } from './values';

/** `checked`: something tests it, or makes it into what the program expects. `open`: it is not known what reads it. */
export type Fate = 'used' | 'checked' | 'open';

type Code = Pick<Document, 'text' | 'facts' | 'flow' | 'links' | 'file'>;

/** Functions that check or convert what they are given, by the words of their names. */
const checking =
  /valid|schema|assert|check|verif|ensure|guard|normali[sz]|sanit|coerce|conform|decode|convert|structure|from_?(?:dict|json|obj)|parse|cast|plainTo|clamp|(?:^|\.)_?is(?:_\w+|[A-Z]\w*)$|(?:^|\.)(?:Number|String|Boolean|int|float|str|bool|Math\.\w+)$/i;
/** In the condition of an early exit: what is not there, or not what it should be. */
const absence = /!|\bnot\b|\bNone\b|\bnull\b|\bundefined\b|\blen\(|\.length\b/;
/** Methods that give parts of what they are called on. */
const takesPart = /^(?:items|values|entries|get|pop|copy)$/;
/** A test that a field is there says nothing of what is made of it. */
const onlyThere = /\bif\s*\(?\s*!?[\w$.?]+\s*[):]/g;
const onlyReading = /^(?:JSON\.(?:parse|stringify)|json\.(?:loads|dumps))$/;
const logging = /^(?:console\.\w+|print|pprint|(?:\w+\.)*_?(?:log|logger|logging)(?:\.\w+)*)$/i;
/** Functions that are followed into each other. */
const maxDepth = 3;

export function fateOf(data: Call, code: Code, depth = 0): Fate {
  const { facts, text } = code;
  if (depth > maxDepth) return 'open';
  const is = (value: Value): boolean => rootsOf(value).some((root) => root.kind === 'call' && root.call === data);
  const around = facts.calls.find(({ args }) => args.some(({ value }) => is(value)));
  const bound = facts.bindings.filter(({ value, kind }) => kind !== 'parameter' && value !== undefined && is(value));
  const returning = facts.functions.filter(({ returns }) => returns.some(is));
  const logged = facts.calls.some((one) => isLog(one, text) && within(data.range, one.range));
  if (logged) return 'open';
  const isRead = /^[\s)]*(?:\?\.|\.(?!then|catch|finally)|\[)\s*["'\w]/.test(
    text.slice(data.range.end, data.range.end + 80),
  );
  return joined([
    ...(around ? [fateInCall(around, is, code, depth)] : []),
    ...bound.map((binding) => fateOfBinding(binding, data.statement.start, code, depth)),
    ...returning.map((fn) => fateOfReturned(fn, code, depth)),
    ...(isRead || bound.some((one) => one.value?.kind === 'member' && isUsed(one, data, code))
      ? (['used'] as const)
      : []),
  ]);
}

const isLog = ({ callee }: Call, text: string): boolean =>
  logging.test(text.slice(callee.range.start, callee.range.end));
/** Calls that answer a request. */
const answering = /(?:^|\.)(?:json|send|Response|jsonify)$/;

/** A part of the data that got a name of its own is not only logged or sent on. */
function isUsed({ name, scope }: Binding, data: Call, code: Code): boolean {
  const range = { start: data.range.end, end: scope.range.end };
  const calls = code.facts.calls.filter((one) => within(one.range, range));
  const isAnswer = ({ callee }: Call) => answering.test(code.text.slice(callee.range.start, callee.range.end));
  const comprehension = scope.range.start >= data.statement.start;
  return comprehension || new RegExp(`${mention(name)}(?![\\w$])`).test(withoutLogs(range, calls, code, isAnswer));
}

/** One look at it is enough to be in doubt. */
const joined = (fates: readonly Fate[]): Fate =>
  fates.includes('checked') ? 'checked' : fates.includes('used') ? 'used' : 'open';

/** What a value is or is a part of. */
function rootsOf(value: Value): Value[] {
  if (value.kind === 'choice') return value.options.flatMap(rootsOf);
  if (value.kind === 'member') return rootsOf(value.object);
  const callee = value.kind === 'call' ? value.call.callee : undefined;
  return callee?.kind === 'member' && takesPart.test(callee.property ?? '') ? rootsOf(callee.object) : [value];
}

function fateInCall(call: Call, is: (value: Value) => boolean, code: Code, depth: number): Fate {
  if (isChecking(call, code)) return 'checked';
  const parameter = code.flow.calledFunction(call)?.parameters.filter(isGiven)[
    call.args.findIndex(({ value }) => is(value))
  ];
  return parameter ? fateOfBinding(parameter, parameter.range.end, code, depth + 1) : 'open';
}

const isGiven = ({ name }: Binding): boolean => name !== 'self' && name !== 'cls';

function isChecking({ callee, args, scope }: Call, { text, file, flow }: Code): boolean {
  const name = text.slice(callee.range.start, callee.range.end);
  if (onlyReading.test(name)) return false;
  if (checking.test(name)) return true;
  // A model checks what it is made of; a class of this file without a base does not.
  const last = lastName(callee);
  if (!/^[A-Z]/.test(last) || /Error|Exception|Response/.test(last) || !/\.(?:py|ipynb)$/.test(file.path)) return false;
  const own = callee.kind === 'name' ? lookup(callee.name, scope)?.find(({ kind }) => kind === 'class') : undefined;
  return own ? own.bases !== undefined && own.bases.length > 0 : args.length > 0 && flow.name(callee) !== undefined;
}

/** @param from where it is data from on */
function fateOfBinding({ name, scope }: Binding, from: number, code: Code, depth: number): Fate {
  const range = { start: from, end: scope.range.end };
  const calls = code.facts.calls.filter((one) => within(one.range, range));
  const names = derivedNames(name, range, calls, code);
  if (isTested(names, range, calls, code)) return 'checked';
  const own = new RegExp(
    `${mention(name)}\\s*(?:\\?\\.|!?\\.|\\[)|\\bfor\\b[^\\n:]*\\b(?:in|of)\\s+${mention(name)}(?![\\w$])`,
  );
  const isRead = own.test(withoutLogs(range, calls, code).replace(onlyThere, ''));
  const is = (value: Value) => value.kind === 'name' && value.name === name;
  const handed = calls.flatMap((call) =>
    call.args.some((one) => is(one.value)) ? [fateInCall(call, is, code, depth)] : [],
  );
  const returning = code.facts.functions.filter((fn) => fn.returns.some((one) => is(one) && within(one.range, range)));
  return joined([
    ...handed,
    ...(depth < maxDepth ? returning.map((fn) => fateOfReturned(fn, code, depth + 1)) : []),
    ...(isRead ? (['used'] as const) : []),
  ]);
}

/** A name as a part of code. Fields of an object begin with `this.` in facts. */
const mention = (name: string): string =>
  `(?<![\\w$.])${name.replace(/[$]/g, '\\$&').replace(/^this\./, '(?:this|self)\\.')}`;

/** The name, and those that are bound to parts of it. */
function derivedNames(name: string, range: Range, calls: readonly Call[], { facts, text }: Code): readonly string[] {
  const names = new Set([name]);
  const mentions = ({ start, end }: Range) =>
    new RegExp([...names].map((one) => `${mention(one)}(?![\\w$])`).join('|')).test(text.slice(start, end));
  for (let round = 0; round < maxDepth; round++) {
    for (const { name: other, value, range: place } of facts.bindings)
      if (value && value.kind !== 'function' && within(place, range) && mentions(value.range)) names.add(other);
    for (const { callee, args } of calls)
      if (mentions(callee.range))
        for (const { value } of args)
          if (value.kind === 'function') for (const one of value.function.parameters) names.add(one.name);
  }
  return [...names].filter((one) => !one.startsWith('\0'));
}

function isTested(names: readonly string[], range: Range, calls: readonly Call[], code: Code): boolean {
  const any = `(?:${names.map(mention).join('|')})(?![\\w$])`;
  const tests = new RegExp(
    `\\btypeof\\s+\\(?${any}|\\b(?:isinstance|isArray|type|hasOwn|issubset)\\(\\s*${any}|[\\w"')\\]]\\s+(?:not\\s+)?in\\s+${any}|${any}[\\w.?![\\]"']*\\.(?:hasOwnProperty|filter|some|every)\\(`,
  );
  const { text, facts } = code;
  const plain = withoutLogs(range, calls, code).replace(/\bfor\s+[\w\s,()]+?\s+in\s+/g, 'for ');
  if (tests.test(plain)) return true;
  const mentioned = new RegExp(any);
  const isGivenTo = ({ argsRange: { start, end } }: Call) => mentioned.test(text.slice(start, end));
  if (calls.some((call) => isGivenTo(call) && isChecking(call, code))) return true;
  const part = new RegExp(`${any}\\s*(?:\\?\\.|\\.|\\[)`, 'g');
  return facts.regions.some(({ kind, condition, holds, range: place }) => {
    if (kind !== 'branch' || !condition || !within(place, range)) return false;
    const tested = text.slice(condition.range.start, condition.range.end);
    const fields = tested.match(part)?.length ?? 0;
    return holds ? fields > 1 : fields > 0 && absence.test(tested);
  });
}

/** The text of code, without its comments, its literals and what it only logs. */
function withoutLogs(
  range: Range,
  calls: readonly Call[],
  { text, facts }: Code,
  isOther = (_: Call): boolean => false,
): string {
  const logs = calls.filter((call) => isLog(call, text) || isOther(call));
  const literals = facts.strings.flatMap((one) => (one.kind === 'literal' ? (one.content ?? []) : []));
  const hidden = [
    ...logs.map((one) => one.range),
    ...[...facts.comments, ...literals].filter((one) => within(one, range)),
  ];
  let shown = text.slice(range.start, range.end);
  for (const { start, end } of hidden)
    shown = shown.slice(0, start - range.start) + ' '.repeat(end - start) + shown.slice(end - range.start);
  return shown;
}

/** What a function gives back is what its callers make of it, in whatever module. */
function fateOfReturned(fn: FunctionFact, code: Code, depth: number): Fate {
  const own = code.facts.calls.filter((call) => code.flow.calledFunction(call) === fn || isMethod(call, fn));
  const others = code.links
    .importers()
    .flatMap((unit) =>
      (callsByLastName(unit.facts).get(fn.name ?? '') ?? []).map((call) => fateOf(call, unit, depth + 1)),
    );
  return joined([...own.map((call) => fateOf(call, code, depth + 1)), ...others]);
}

const isMethod = ({ callee }: Call, { name }: FunctionFact): boolean =>
  callee.kind === 'member' && name !== undefined && callee.property === name.replace(/^this\./, '');
