/**
 * Renderers of Markdown that let no HTML of the text through. Sources: the documentation of markdown-it, markdown-it-py, mistune,
 * markdown2 and micromark, read in November 2026.
 */
import type { Call, Value } from '../facts';
import type { Unit } from './unit';

interface Renderer {
  /** Of the call that renders. */
  name: RegExp;
  /** The option stands in the call that has made what renders. */
  isMade?: true;
  option: string;
  /** What the option is where HTML is let through. */
  lets: boolean;
  /** Where nothing is said. */
  default: boolean;
  /** Presets that say something else, by name. */
  presets?: Readonly<Record<string, boolean>>;
}

const renderers: readonly Renderer[] = [
  {
    name: /^(?:markdown-it#(?:\*|default)?|(?:window\.)?markdownit)\(\)\.render(?:Inline)?$/,
    ...{ isMade: true, option: 'html', lets: true, default: false, presets: { commonmark: true } },
  },
  {
    name: /^markdown_it\.(?:main\.)?MarkdownIt\(\)\.render(?:Inline)?$/,
    ...{ isMade: true, option: 'html', lets: true, default: true, presets: { 'js-default': false, zero: false } },
  },
  { name: /^mistune\.create_markdown\(\)$/, isMade: true, option: 'escape', lets: false, default: true },
  { name: /^mistune\.markdown$/, option: 'escape', lets: false, default: true },
  { name: /^markdown2\.markdown$/, option: 'safe_mode', lets: false, default: false },
  { name: /^micromark#micromark$/, option: 'allowDangerousHtml', lets: true, default: false },
];

/** Whether the call renders Markdown whose HTML becomes text; false of what is not known. */
export function rendersNoHtml(call: Call, unit: Unit): boolean {
  const name = unit.flow.name(call.callee);
  const row = name === undefined ? undefined : renderers.find((one) => one.name.test(name));
  if (!row) return false;
  const told = row.isMade ? makerOf(call.callee, unit) : call;
  const option = told && optionOf(row, told, unit);
  return option !== undefined && option !== row.lets;
}

/** `md` of `md.render(text)`, or the function itself. */
function makerOf(callee: Value, { flow }: Unit): Call | undefined {
  const made = callee.kind === 'member' ? callee.object : callee;
  const found = [made, ...flow.sources(made)].find(({ kind }) => kind === 'call');
  return found?.kind === 'call' ? found.call : undefined;
}

/** What the option is; undefined where that is not known. */
function optionOf(row: Renderer, call: Call, { flow }: Unit): boolean | undefined {
  const named = flow.argument(call, undefined, row.option);
  const inside = call.args.flatMap(({ value }) => flow.property(value, row.option) ?? []);
  const given = named ?? inside[0];
  if (given) {
    const constant = flow.constant(given);
    return constant === undefined ? undefined : Boolean(constant);
  }
  const [first] = call.args;
  const preset = first && flow.constant(first.value);
  return (typeof preset === 'string' ? row.presets?.[preset] : undefined) ?? row.default;
}
