/** What a team has learnt: records are read, their lab solutions looked at again by the engine, and held against the plan. */

import type { Translate } from '../report/translate';
import { goalsOf } from './goals';
import { type Analyze, grade } from './grading';
import { withKey } from './lab-files';
import { moduleTitles } from './modules';
import type { Plan } from './plan';
import {
  isNeeded,
  isPassed,
  type Material,
  materialOf,
  type Progress,
  percentOf,
  progressOf,
  type Remembered,
  type Step,
} from './progress';
import { dataHash, type RecordedLab, rememberedOf, type TrainingRecord } from './record';
import { RecordError, readRecord } from './record-read';
import { originalOf } from './translation';
import type { Content, Lab } from './types';

/** A file with a record, or why it cannot be read, as an end of a sentence. */
export type RecordFile = { name: string } & ({ text: string } | { unread: string });

export interface ReportOptions {
  content: Content;
  plan: Plan;
  /** `YYYY-MM-DD`. */
  today: string;
  analyze: Analyze;
  t: Translate;
}

export interface Refused {
  file: string;
  /** As a sentence. */
  reason: string;
  /** Nothing is wrong with it, but a newer one counts. */
  older?: true;
}

export interface Member {
  /** As the record has it: nobody has checked it. */
  name: string;
  file: string;
  /** As `Date.toISOString` gives it. */
  exported: string;
  progress: Progress;
  state: 'done' | 'open' | 'overdue';
  /** Labs whose solution was looked at again, and is one. */
  verified: number;
  /** Labs whose solution is none. */
  failed: number;
  /** What there is left to do, as parts of a list. */
  left: string[];
  /** What a lead should know, as sentences. */
  remarks: string[];
}

export interface TeamReport {
  plan: Plan;
  today: string;
  members: Member[];
  refused: Refused[];
}

interface Verdict {
  lab: Lab;
  /** Why it is no solution, as a sentence; absent where it is one. */
  why?: string;
}

/** A text that is so much longer than the lab's is no solution, and would take long to look at. */
const mostGrowth = { factor: 4, more: 4000 } as const;

function misfit({ files }: RecordedLab, given: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(given);
  const isLong = (path: string) =>
    (files[path] ?? '').length > (given[path] ?? '').length * mostGrowth.factor + mostGrowth.more;
  return Object.keys(files).sort().join('\n') !== names.sort().join('\n') || names.some(isLong);
}

async function look(recorded: RecordedLab, lab: Lab, { analyze, t }: ReportOptions): Promise<Verdict> {
  const variant = lab.variants[recorded.language];
  if (!variant || misfit(recorded, variant.files)) return { lab, why: t('Its files are not those of the lab.') };
  const texts = Object.entries(recorded.files).map(([path, text]) => [path, withKey(text, lab.id)] as const);
  const found = await grade(lab, variant, Object.fromEntries(texts), analyze);
  if (found.done) return { lab };
  const [failed] = goalsOf(found, ({ message }) => message, t).filter(({ passed }) => !passed);
  return { lab, why: [failed?.says, ...(failed?.why ?? [])].filter((part) => part !== undefined).join(' – ') };
}

/** Labs count only where the engine has found their solution to be one. */
function verifiedIn(record: TrainingRecord, verdicts: readonly Verdict[]): Remembered {
  const good = new Set(verdicts.filter(({ why }) => why === undefined).map(({ lab }) => lab.id));
  return rememberedOf(record, (lab) => good.has(lab));
}

function stepText(step: Step, { passMark }: Plan, t: Translate): string {
  if (step.kind === 'lesson') return t('the lesson');
  if (step.kind === 'lab') return t('the lab “{0}”', step.lab.title);
  const name = step.quiz === 'final' ? t('the final check') : t('the check of knowledge');
  return step.best && !isPassed(step.best, passMark)
    ? t('{0} ({1}%, {2}% are needed)', name, percentOf(step.best), passMark)
    : name;
}

function leftOf({ modules, final }: Progress, plan: Plan, t: Translate): string[] {
  const open = modules.flatMap(({ module, steps }) => {
    const left = steps.filter((step) => isNeeded(step) && step.done === undefined);
    const names = left.map((step) => stepText(step, plan, t)).join(', ');
    return left.length > 0 ? [t('{0}: {1}', t(moduleTitles[module]), names)] : [];
  });
  return final && final.done === undefined ? [...open, stepText(final, plan, t)] : open;
}

function remarksOf(record: TrainingRecord, isWhole: boolean, verdicts: readonly Verdict[], options: ReportOptions) {
  const { content, plan, today, t } = options;
  const known = new Set(content.labs.map(({ id }) => id));
  const unknown = record.modules.flatMap(({ labs }) => labs).filter(({ lab }) => !known.has(lab));
  const failed = verdicts.filter(({ why }) => why !== undefined);
  const tomorrow = new Date(Date.parse(today) + 2 * 86_400_000).toISOString();
  return [
    ...failed.map(({ lab, why = '' }) => t('The recorded solution of “{0}” is none: {1}', lab.title, why)),
    ...(isWhole ? [] : [t('The digest does not fit: the file was changed or damaged after the export.')]),
    ...(record.material === dataHash(originalOf(content))
      ? []
      : [t('The record was made with another version of the training material ({0}).', record.guard)]),
    ...(unknown.length > 0
      ? [t('Labs that this version does not have were not looked at: {0}.', unknown.map(({ lab }) => lab).join(', '))]
      : []),
    ...(record.plan && record.plan.hash !== dataHash(plan)
      ? [t('The plan was another one when the record was exported.')]
      : []),
    ...(record.exported > tomorrow ? [t('The record is dated in the future.')] : []),
  ];
}

/** The last thing that was done, as the record has it. */
const lastDone = ({ modules, final }: Progress): string =>
  [...modules.flatMap(({ steps }) => steps), ...(final ? [final] : [])]
    .filter(isNeeded)
    .map(({ done = '' }) => done)
    .sort()
    .at(-1) ?? '';

async function memberOf(file: string, text: string, material: Material, options: ReportOptions): Promise<Member> {
  const { content, plan, today, t } = options;
  const { record, isWhole } = readRecord(text, t);
  const verdicts: Verdict[] = [];
  for (const recorded of record.modules.flatMap(({ labs }) => labs)) {
    const lab = content.labs.find(({ id }) => id === recorded.lab);
    if (lab) verdicts.push(await look(recorded, lab, options));
  }
  const progress = progressOf(material, plan, verifiedIn(record, verdicts));
  const left = leftOf(progress, plan, t);
  const remarks = remarksOf(record, isWhole, verdicts, options);
  const isDone = left.length === 0;
  const isLate = plan.due !== undefined && isDone && lastDone(progress).slice(0, 10) > plan.due;
  return {
    name: record.name,
    file,
    exported: record.exported,
    progress,
    state: isDone ? 'done' : plan.due !== undefined && plan.due < today ? 'overdue' : 'open',
    verified: verdicts.filter(({ why }) => why === undefined).length,
    failed: verdicts.filter(({ why }) => why !== undefined).length,
    left,
    remarks: isLate ? [...remarks, t('It was done after the due date.')] : remarks,
  };
}

const sameName = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, ' ');

/** Of several records of one name the last one counts. */
function latest(members: readonly Member[], t: Translate): { members: Member[]; older: Refused[] } {
  const kept = new Map<string, Member>();
  const older: Refused[] = [];
  for (const member of [...members].sort((a, b) => (a.exported < b.exported ? 1 : -1))) {
    const before = kept.get(sameName(member.name));
    if (!before) kept.set(sameName(member.name), member);
    else
      older.push({
        file: member.file,
        reason: t('{0} has a newer record: {1}.', member.name, before.file),
        older: true,
      });
  }
  const byName = [...kept.values()].sort((a, b) => a.name.localeCompare(b.name));
  return { members: byName, older };
}

export async function teamReport(files: readonly RecordFile[], options: ReportOptions): Promise<TeamReport> {
  const { content, plan, today, t } = options;
  const material = materialOf(content);
  const members: Member[] = [];
  const refused: Refused[] = [];
  for (const file of files) {
    if ('unread' in file) {
      refused.push({ file: file.name, reason: file.unread });
      continue;
    }
    try {
      members.push(await memberOf(file.name, file.text, material, options));
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      refused.push({ file: file.name, reason: error.message });
    }
  }
  const { members: kept, older } = latest(members, t);
  return { plan, today, members: kept, refused: [...refused, ...older] };
}

/** What a lead may take from it, and what not. */
export const proofOf = (t: Translate): string[] => [
  t(
    'Checked again just now, by the engine: the lab solutions. Each that is counted is secure and still does its job, so whoever exported the record had it.',
  ),
  t(
    'Self-reported by the members’ machines, and not checked: names, dates, lessons that were read, and scores of checks of knowledge.',
  ),
  t(
    'A record does not prove who solved a lab, or without whose help. Its digest finds accidental damage; whoever changes a record on purpose can make a new digest.',
  ),
];
