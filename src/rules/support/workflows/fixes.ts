/** Edits of workflows, in the style in which they are written. */
import type { Range } from '../../../engine/facts';
import type { Edit } from '../../../engine/types';
import { isText } from '../../../engine/workflows/conditions';
import type { Expression } from '../../../engine/workflows/expressions';
import type { Opening } from '../../../engine/workflows/outsiders';
import type { Job, Step, Text } from '../../../engine/workflows/types';
import { wholeLines } from '../values';

const members = `contains(fromJSON('["OWNER", "MEMBER", "COLLABORATOR"]'), `;

/** A condition that no outsider fulfils, however the job is started. */
function guardOf(openings: readonly Opening[]): string | undefined {
  const names = [...new Set(openings.map(({ trigger }) => trigger.event))];
  if (names.length === 1 && names[0] === 'workflow_run')
    return 'github.event.workflow_run.head_repository.full_name == github.repository';
  if (names.length === 1 && names[0] === 'pull_request_target')
    return 'github.event.pull_request.head.repo.full_name == github.repository';
  const places = openings.flatMap(({ association }) => (association ? [association] : []));
  if (places.length < openings.length || names.includes('pull_request_target')) return undefined;
  // A comment's author comes first: an issue's is another.
  const order = [...new Set(places)].sort((left, right) => Number(left !== 'comment') - Number(right !== 'comment'));
  return `${members}${order.map((one) => `github.event.${one}.author_association`).join(' || ')})`;
}

/** The job starts for members only. */
export function guardEdits(job: Job, openings: readonly Opening[], text: string): Edit[] | undefined {
  const guard = guardOf(openings);
  if (!guard || !job.body) return undefined;
  // What is added to a condition that is a text does not count.
  if (job.if && isText(job.if.value)) return undefined;
  if (!job.if) return [{ range: at(job.body.start), text: `if: ${guard}${lineBehind(job.body.start, text)}` }];
  return job.if.isPlain || /^[|>]/.test(headerOf(job.if, text)) ? extended(job.if, guard) : undefined;
}

function extended({ value, toFile }: Text, guard: string): Edit[] {
  const [, lead = '', inner = ''] = /^(\s*(?:\$\{\{)?\s*)(.*?)\s*(?:\}\})?\s*$/s.exec(value) ?? [];
  const end = lead.length + inner.length;
  const opened: Edit = { range: at(toFile(lead.length)), text: '(' };
  return [opened, { range: at(toFile(end)), text: `) && ${guard}` }];
}

const headerOf = ({ pair, range }: Text, text: string): string =>
  text.slice(pair.start, range.start).replace(/^[^:]*:\s*/, '');

const at = (start: number): Range => ({ start, end: start });

/** A line break, and the column at which the offset stands. */
export function lineBehind(offset: number, text: string): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return `${text.includes('\r\n') ? '\r\n' : '\n'}${' '.repeat(offset - start)}`;
}

/** Takes the pairs out, with the `with:` above them where nothing else is below it. */
export function withoutPairs(pairs: readonly Range[], step: Step, text: string): Edit[] {
  const lines = pairs.map((pair) => ({ range: wholeLines(text, pair), text: '' }));
  if (step.with.size > pairs.length) return lines;
  const start = Math.min(...lines.map(({ range }) => range.start));
  const above = /(?:^|\n)([ \t]*with:[ \t]*\r?\n)$/.exec(text.slice(0, start))?.[1];
  return above ? [{ range: { start: start - above.length, end: start }, text: '' }, ...lines] : lines;
}

/** The expression becomes a variable of the step: it is a text then, and no part of the script. */
export function variableEdits({ source, range, at: offset }: Expression, step: Step, text: string): Edit[] | undefined {
  const name = /^github\.(?:event\.)?([\w.]+)$/.exec(source)?.[1]?.split('.').slice(-2).join('_').toUpperCase();
  const quote = step.run && quoteAt(step.run.value, offset);
  if (!name || !step.run || quote === undefined || quote === "'" || step.env.has(name)) return undefined;
  const use = { range, text: quote === '"' ? `$${braced(name, step.run.value, offset)}` : `"$${name}"` };
  const value = `${name}: \${{ ${source} }}`;
  const [first] = [...step.env.values()];
  if (first) return [use, { range: at(first.pair.start), text: `${value}${lineBehind(first.pair.start, text)}` }];
  const line = lineBehind(step.run.pair.start, text);
  return [{ range: at(step.run.pair.start), text: `env:${line}  ${value}${line}` }, use];
}

/** A name that goes on behind the expression is told apart. */
function braced(name: string, script: string, offset: number): string {
  const behind = script.slice(script.indexOf('}}', offset) + 2);
  return /^\w/.test(behind) ? `{${name}}` : name;
}

/** The quote inside which a shell is at an offset; empty outside of quotes. */
function quoteAt(script: string, offset: number): string {
  let quote = '';
  for (let index = 0; index < offset; index++) {
    const character = script[index]!;
    if (character === '\\' && quote !== "'") index++;
    else if (quote === '' && /["']/.test(character)) quote = character;
    else if (character === quote) quote = '';
  }
  return quote;
}
