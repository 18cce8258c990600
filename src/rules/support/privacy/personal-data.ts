/** Which values are about a person, by the names that they have in code. */
import type { Value } from '../../../engine/facts';
import { lookup } from '../../../engine/flow/names';
import { phrases } from '../../../engine/messages';
import type { Confidence, Document, Message } from '../../../engine/types';

const say = phrases({
  mail: 'an e-mail address',
  phone: 'a phone number',
  personName: 'a person’s name',
  userName: 'a user name',
});
/** What the fields are called, for the `messages` of a rule that names them. */
export const personalTexts = say.texts;

/** Something about a person that a value holds. */
export interface Personal {
  value: Value;
  what: Message;
  confidence: Confidence;
}

interface Field {
  what: Message;
  /** Tested against the name in lower case with `_` between its words. */
  name: RegExp;
  /** Only of what is called so. */
  of?: RegExp;
  confidence: Confidence;
}

const person =
  /^(?:(?:current|auth|logged_in|session|db|target|end)_)?(?:user|customer|member|person|patient|employee|profile|account|applicant|candidate|subscriber|contact|client|author|sender|student)$/;

const fields: readonly Field[] = [
  { what: say('mail'), name: /(?:^|_)(?:e_?mail|mail)(?:_addr(?:ess)?)?$/, confidence: 'high' },
  {
    what: say('phone'),
    name: /(?:^|_)(?:(?:tele)?phone(?:_?(?:number|no|nr))?|mobile_?number|msisdn)$/,
    confidence: 'high',
  },
  {
    what: say('personName'),
    name: /^(?:\w+_)?(?:full|first|last|given|family|legal|sur)_?name$/,
    confidence: 'medium',
  },
  { what: say('personName'), name: /^(?:name|display_name)$/, of: person, confidence: 'medium' },
  { what: say('userName'), name: /^(?:\w+_)?user_?name$/, confidence: 'low' },
];
const identifying = phrases({
  mailAddress: 'An e-mail address',
  phoneNumber: 'A phone number',
  government: 'A number that a government has given a person',
  card: 'The number of a card or an account',
  birth: 'A date of birth',
  health: 'What is known of a person’s health',
});
/** The same, for `identifyingIn`. */
export const identifyingTexts = identifying.texts;

/** Fields that say who a person is, or what nobody else should know. */
const identifyingFields: readonly Pick<Field, 'what' | 'name' | 'of'>[] = [
  { what: identifying('mailAddress'), name: /^(?:e_?mail|mail)(?:_addr(?:ess)?)?$/, of: person },
  { what: identifying('phoneNumber'), name: /^(?:(?:tele|mobile_?)?phone(?:_?(?:number|no|nr))?|msisdn)$/, of: person },
  {
    what: identifying('government'),
    name: /^(?:ssn|social_security(?:_(?:number|no))?|national_id|passport(?:_(?:number|no))?|tax_id|driver_?s?_licen[cs]e(?:_(?:number|no))?)$/,
  },
  {
    what: identifying('card'),
    name: /^(?:iban|credit_card(?:_(?:number|no))?|card_(?:number|no)|bank_account(?:_(?:number|no))?)$/,
  },
  { what: identifying('birth'), name: /^(?:dob|date_of_birth|birth_?date|birthday)$/, of: person },
  {
    what: identifying('health'),
    name: /^(?:diagnos(?:is|es)|medical_(?:history|record|records|conditions?)|medications?)$/,
    of: person,
  },
];

const mailShape = /[\w.+-]+@[\w-]+\.[a-z]{2,}/i;
/** Names of what says nothing of the person any more. */
export const saysNothing =
  /hash|digest|mask|redact|anonym|pseudonym|encrypt|cipher|opaque|token|template|subject|count/;

export const words = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();

/** What a value of this name is, as a member of something with another name. */
export function personalField(name: string, owner = ''): Pick<Personal, 'what' | 'confidence'> | undefined {
  const plain = words(name.replace(/^this\./, ''));
  if (saysNothing.test(plain)) return undefined;
  return fields.find((one) => one.name.test(plain) && (!one.of || one.of.test(words(owner))));
}

export const nameOf = (value: Value): string =>
  value.kind === 'name' ? value.name.replace(/^this\./, '') : value.kind === 'member' ? (value.property ?? '') : '';

/** Members of people that a text holds and that say who they are, through names and functions of the document. */
export function identifyingIn(value: Value, { flow }: Document): Pick<Personal, 'value' | 'what'>[] {
  return flow.origins(value).flatMap(({ value: origin }) => {
    if (origin.kind !== 'member') return [];
    const [plain, owner] = [words(nameOf(origin)), words(nameOf(origin.object))];
    const field = saysNothing.test(plain) ? undefined : identifyingFields.find((one) => one.name.test(plain));
    return field && (!field.of || field.of.test(owner)) ? [{ value: origin, what: field.what }] : [];
  });
}

/** Calls that leave a text what it is. */
const keeps =
  /^(?:trim|toLowerCase|toUpperCase|toString|lower|upper|strip|casefold|normalize|String|str|encodeURIComponent)$/;
const maxDepth = 8;

/** What a value holds about a person, directly and through names, texts and functions of the document. */
export function personalIn(value: Value, document: Document): Personal[] {
  const { flow } = document;
  const found: Personal[] = [];
  const seen = new Set<Value>();
  const look = (one: Value, depth: number): void => {
    if (depth > maxDepth || seen.has(one)) return;
    seen.add(one);
    const inside = (values: readonly Value[]) => {
      for (const inner of values) look(inner, depth + 1);
    };
    if (one.kind === 'template') inside(one.parts);
    else if (one.kind === 'choice') inside(one.options);
    else if (one.kind === 'call') inside(handedOn(one, document));
    else if (one.kind === 'literal' && typeof one.value === 'string' && mailShape.test(one.value))
      found.push({ value: one, what: say('mail'), confidence: 'high' });
    else if (one.kind === 'name' || one.kind === 'member') {
      const sources = [...flow.sources(one), ...handedIn(one, document)];
      const field = personalField(nameOf(one), one.kind === 'member' ? nameOf(one.object) : '');
      const isMade = sources.some((source) => source.kind === 'call' && handedOn(source, document).length === 0);
      if (field && !(isMade && isHashed(sources, document))) found.push({ value: one, ...field });
      else inside(sources);
    }
  };
  look(value, 0);
  return found;
}

/** What a call gives back of what it is given, or returns. */
function handedOn({ call }: Value & { kind: 'call' }, { flow }: Document): readonly Value[] {
  const { callee } = call;
  if (keeps.test(nameOf(callee)))
    return callee.kind === 'member' ? [callee.object] : call.args.slice(0, 1).map(({ value }) => value);
  return flow.calledFunction(call)?.returns ?? [];
}

const hashing = /hash|hmac|digest|uuid|sha\d|md5|encrypt|mask|redact|anonym|pseudonym/i;
const isHashed = (sources: readonly Value[], { text }: Document): boolean =>
  sources.every(({ range }) => hashing.test(text.slice(range.start, range.end)));

/** What this document's own calls give a parameter. */
function handedIn(value: Value, { flow }: Document): Value[] {
  const parameter =
    value.kind === 'name' ? lookup(value.name, value.scope)?.find(({ kind }) => kind === 'parameter') : undefined;
  if (!parameter) return [];
  return flow.origins(value).flatMap(({ value: origin, kind }) => (kind === 'parameter' ? [] : [origin]));
}
