/** Models in use that are retired or will be, each place once, and what the two rules about them say and offer. */
import { phrases } from '../../../engine/messages';
import { perObject } from '../../../engine/per-object';
import type { Confidence, Document, Message, Problem, ProposedFix, Range, RuleContext } from '../../../engine/types';
import { askedModels, namesModelConstant } from '../line-languages';
import { fileDocuments, wholeLines } from '../values';
import { type AgeingModel, ageingModel, type Door, isRetired, mayNameAgeing } from './models';
import { configuredModels } from './settings';
import { modelLiterals } from './values';

const say = phrases({
  retired: 'The model {model} was retired on {date}: requests to it fail.',
  retiredAt: '{cloud} retired the model {model} on {date}: requests to it fail.',
  ending: 'The model {model} will be retired on {date}; from that day on requests to it fail.',
  endingAt: '{cloud} will retire the model {model} on {date}; from that day on requests to it fail.',
  announced: 'The model {model} is deprecated and will be retired; no day is announced yet.',
  replace: 'Use {model}, its successor',
});
export const modelTexts = say.texts;

interface ModelUse {
  model: AgeingModel;
  range: Range;
  confidence: Confidence;
  /** A constant of an SDK stands there, not the id. */
  isConstant: boolean;
}

interface Place {
  range: Range;
  confidence: Confidence;
  /** Where something else than the id stands there. */
  id?: string;
}

const modelUses = perObject((document: Document): readonly ModelUse[] => {
  const mayName = mayNameAgeing(document.text) || namesModelConstant(document);
  if (!mayName || document.role === 'output') return [];
  const door = doorOf(document);
  const uses = new Map<number, ModelUse>();
  for (const { range, confidence, id } of places(document)) {
    const model = ageingModel(id ?? document.text.slice(range.start, range.end), door);
    if (!model || isSuccession(range, document)) continue;
    const written = id === undefined ? { start: range.start + model.start, end: range.start + model.end } : range;
    const use = { model, confidence, range: written, isConstant: id !== undefined };
    if (!uses.has(written.start)) uses.set(written.start, use);
  }
  return [...uses.values()];
});

const places = (document: Document): Place[] => [
  ...modelLiterals(document).map(({ literal, confidence }) => ({
    range: literal.content ?? literal.range,
    confidence,
  })),
  ...configuredModels(document).map(({ range, id }) => ({
    range: withoutQuotes(range, document),
    confidence: 'high' as const,
    ...(id !== undefined && { id }),
  })),
  ...askedModels(document).map((one) => ({ ...one, confidence: 'high' as const })),
];

function withoutQuotes({ start, end }: Range, { text }: Document): Range {
  const quote = /["']/;
  return {
    start: quote.test(text[start] ?? '') ? start + 1 : start,
    end: quote.test(text[end - 1] ?? '') ? end - 1 : end,
  };
}

/** Longer lines are written by machines, in UTF-16 units. */
const longestLine = 500;
/** One id in place of another: `model === 'claude-2' ? 'claude-2.1' : model`, of which neither need be used. */
const succession = /(?:[=!]==?|\bin\b)\s*[[({]?["'`](?:anthropic[/.:])?claude-/;

function isSuccession(range: Range, { text }: Document): boolean {
  const { start, end } = wholeLines(text, range);
  return end - start < longestLine && succession.test(text.slice(start, end));
}

/** Who a whole file asks, where it says so in one way only. */
function doorOf(document: Document): Door {
  const kinds = new Set(document.claude.clients.map(({ kind }) => kind));
  const [only] = kinds.size === 1 ? kinds : [];
  if (only === 'bedrock' || only === 'vertex') return only;
  const text = fileDocuments(document).at(-1)?.text ?? '';
  const told = /\b(?:CLAUDE_CODE_USE_|use_)(BEDROCK|VERTEX)["']?\s*[:=]\s*["']?(?:1|true)\b/i.exec(text)?.[1];
  return told === undefined ? 'anthropic' : (told.toLowerCase() as Door);
}

/** The problems of one of the two rules. @param retired which of them: models that are gone, or those that will be */
export function modelProblems({ document, today, setting }: RuleContext, retired: boolean): Problem[] {
  if (setting === 'test' || setting === 'documentation' || aside.test(document.file.path)) return [];
  return modelUses(document)
    .filter(({ model }) => isRetired(model, today) === retired)
    .map((use) => ({
      range: use.range,
      message: messageOf(use.model, retired),
      confidence: use.confidence,
      fixes: fixesOf(use, retired, document),
    }));
}

/** Stand-ins for tests, what somebody recorded, libraries that were copied in, and what lists models or moves from one to the other. */
const aside =
  /(?:^|\/)(?:mocks?|fakes?|stubs?|tests?[_-][^/]*|logs?|traces?|recordings?|results?|outputs?|datasets?|node_modules|site-packages|dist-packages|vendor|third_party|migrations?|benchmarks?|leaderboards?)\/|(?:^|[/_.-])(?:mock|fake|stub|pricing|prices|costs|leaderboard|migrations?|schema)[^/]*$/i;

export function messageOf({ id, door, date }: AgeingModel, retired: boolean): Message {
  if (date === undefined) return say('announced', { model: id });
  if (door === 'anthropic') return say(retired ? 'retired' : 'ending', { model: id, date });
  return say(retired ? 'retiredAt' : 'endingAt', { model: id, date, cloud: clouds[door] });
}

const clouds = { bedrock: 'Amazon Bedrock', vertex: 'Vertex AI' } as const;

/** Newer models refuse these. */
const refused = /\b(?:temperature|top_?[pkPK]|budget_?tokens|budgetTokens)\b/;

/** How clouds and wrappers spell the successor is theirs to say. */
function fixesOf({ model, range, isConstant }: ModelUse, retired: boolean, { text }: Document): ProposedFix[] {
  const { replacement, door, isPlain } = model;
  if (replacement === undefined || door !== 'anthropic' || isConstant) return [];
  const isSafe = (retired || isPlain) && !refused.test(text);
  const title = say('replace', { model: replacement });
  return [{ title, kind: isSafe ? 'safe' : 'suggestion', edits: [{ range, text: replacement }] }];
}
