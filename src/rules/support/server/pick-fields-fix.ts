/** A suggestion that takes the messages alone from a caller's body, and sets by itself what a request costs. */

import { claudeModel } from '../../../engine/claude/libraries';
import type { Value } from '../../../engine/facts';
import { phrases } from '../../../engine/messages';
import type { Reached } from '../../../engine/server/types';
import type { Document, ProposedFix } from '../../../engine/types';
import { ageingModel } from '../models/models';
import { styleOf } from '../style';

const say = phrases({
  pick: 'Take the messages alone from the body, and set model and max_tokens here',
  setModel: 'Set the model here',
});
/** What these fixes say, for the `messages` of a rule that offers them. */
export const pickTexts = say.texts;

const usualModel = 'claude-sonnet-5-5';
const parameters = ['model', 'max_tokens', 'messages'] as const;

/** The model that the document names already, unless its end is known, else a usual one. */
function modelOf({ facts }: Document): string {
  const named = facts.strings.flatMap((one) =>
    one.kind === 'literal' && typeof one.value === 'string' ? [one.value] : [],
  );
  const isUsable = (id: string) => /^claude-[\w.-]+$/.test(id) && claudeModel.test(id) && !ageingModel(id);
  return named.find(isUsable) ?? usualModel;
}

/** Text, rather than what is read from it, has no fields. */
const isText = /\.(?:text|read|get_data|arrayBuffer)\(|rawBody|\.raw\b|JSON\.stringify|json\.dumps/;

/**
 * In place of a body that is a request's only source of parameters, or is spread among others.
 *
 * @param body what holds the caller's parameters
 */
export function pickFix(body: Value, { request, unit }: Reached, document: Document): ProposedFix[] {
  const { text, facts, format } = document;
  if (unit.facts !== facts || format.byTable) return [];
  const before = text.slice(Math.max(0, body.range.start - 12), body.range.start);
  const [all = ''] = /^(?:\.{3}|\*\*)\s*/.exec(text.slice(body.range.start, body.range.end)) ?? [];
  const written = text.slice(body.range.start + all.length, body.range.end);
  const inside = request.raw && !isRead(body, document);
  if (isText.test(written) || inside) return [];
  const isPython = format.id === 'python';
  const spread = /(\.{3}|\*\*)\s*$/.exec(before)?.[0] ?? '';
  const isSpread = all !== '' || spread !== '';
  const isKeyword = isPython && isSpread && !isInDict(body, document);
  const { quote } = styleOf(document);
  const field = isPython ? `[${quote}messages${quote}]` : '.messages';
  const whole = /^await\b/.test(written) ? `(${written})` : written;
  const values = { model: `${quote}${modelOf(document)}${quote}`, max_tokens: '1024', messages: `${whole}${field}` };
  const given = givenBeside(body, request.call.args, document);
  const pairs = parameters
    .filter((name) => !given.includes(name))
    .map((name) => {
      if (isKeyword) return `${name}=${values[name]}`;
      return isPython ? `${quote}${name}${quote}: ${values[name]}` : `${name}: ${values[name]}`;
    })
    .join(', ');
  const source = !isSpread ? (isPython ? `{${pairs}}` : `{ ${pairs} }`) : pairs;
  const range = { start: body.range.start - spread.length, end: body.range.end };
  return [{ title: say('pick'), kind: 'suggestion', edits: [{ range, text: source }] }];
}

/** By plain HTTP: it is made JSON here, so that it is an object. */
const isRead = ({ range }: Value, { text }: Document): boolean =>
  /(?:JSON\.stringify\(|json\.dumps\(|\bjson\s*=\s*|\.{3}|\*\*)\s*$/.test(
    text.slice(Math.max(0, range.start - 20), range.start),
  );

const isInDict = ({ range }: Value, { facts }: Document): boolean =>
  !facts.calls.some(({ args }) => args.some(({ spread, value }) => spread && value.range.start === range.start));

/** Parameters that stand beside the spread body. */
function givenBeside(body: Value, args: Reached['call']['args'], { flow }: Document): string[] {
  const [first] = args;
  const literal = first && flow.object(first.value)?.entries;
  const isHere = literal?.some(({ value }) => value.range.start === body.range.start);
  return [...args.flatMap(({ name }) => name ?? []), ...((isHere && literal?.flatMap(({ key }) => key ?? [])) || [])];
}

/** In place of a model that the caller chooses. */
export function modelFix(model: Value, { unit }: Reached, document: Document): ProposedFix[] {
  if (unit.facts !== document.facts || document.format.byTable) return [];
  const { quote } = styleOf(document);
  const [usual] = document.flow.literals(model).filter(({ text }) => claudeModel.test(text));
  const text = `${quote}${usual?.text ?? modelOf(document)}${quote}`;
  const isShort = model.kind === 'name' && isShorthand(model, document);
  const edits = [{ range: model.range, text: isShort ? `model: ${text}` : text }];
  return [{ title: say('setModel'), kind: 'suggestion', edits }];
}

/** `{ model }`. */
const isShorthand = ({ range }: Value, { format, text }: Document): boolean =>
  format.id !== 'python' && !/[:=]\s*$/.test(text.slice(Math.max(0, range.start - 8), range.start));
