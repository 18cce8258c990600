/** The training, wired. Nothing of it is read before somebody asks for it. */
import { commands, Disposable, type ExtensionContext, l10n, StatusBarAlignment, window, workspace } from 'vscode';
import { type Practice, practices } from '../../engine/types';
import type { Scanner } from '../../scanner/types';
import { leftIn } from '../../training/goals';
import { forgiving } from '../../training/memory';
import { defaultPassMark, defaultPlan } from '../../training/plan';
import { TrainingState } from '../../training/state';
import { isTopicDone, topicOf } from '../../training/topics';
import { labScheme } from '../../training/types';
import { placeOfUri, TrainingContent } from './content';
import { goalsIn, viewType } from './guide-panel';
import { LabFileSystem } from './lab-file-system';
import { LabSession } from './lab-session';
import { Labs, registerSolutions } from './labs';
import { Lessons, lessonViewType } from './lessons';
import type { OwnCodeOptions } from './own-code';
import { TeamPlan } from './plan';
import { Quizzes, quizViewType } from './quizzes';
import { registerTeam } from './team';

/** Below the findings' item. */
const priority = 9;

const setKey = (name: string) => void commands.executeCommand('setContext', `claudeGuard.training.${name}`, true);

/** What is left of the lab that is in front. */
function statusItem(session: LabSession): Disposable {
  const item = window.createStatusBarItem('claudeGuard.lab', StatusBarAlignment.Left, priority);
  item.name = l10n.t('Claude Guard: Lab');
  item.command = 'claudeGuard.training.showGuide';
  const update = () => {
    const { current } = session;
    const place = window.activeTextEditor && placeOfUri(window.activeTextEditor.document.uri);
    const goals = current && goalsIn(current);
    if (!goals || place?.lab !== current?.lab.id) return item.hide();
    const left = leftIn(goals);
    item.text = left === 0 ? `$(pass) ${l10n.t('Lab done')}` : `$(beaker) ${l10n.t('Lab: {0} left', left)}`;
    item.tooltip = goals.map(({ passed, says }) => `${passed ? '✓' : '○'} ${says}`).join('\n');
    item.show();
  };
  return Disposable.from(item, session.onDidChange(update), window.onDidChangeActiveTextEditor(update));
}

function sayUnstored(error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  const message = l10n.t(
    'VS Code could not store what you did in the training: {0}. You can go on, but it is lost when this window is closed.',
    reason,
  );
  void window.showWarningMessage(message);
}

export interface TrainingOptions {
  context: ExtensionContext;
  scanner: Pick<Scanner, 'analyze'>;
  /** Of the person's own code. */
  findings: OwnCodeOptions;
}

/** Whoever goes from one lab's file to another's works on that one. */
function followEditors(session: LabSession, labs: Labs): Disposable {
  const follow = () => {
    const place = window.activeTextEditor && placeOfUri(window.activeTextEditor.document.uri);
    const { current } = session;
    if (place && (place.lab !== current?.lab.id || place.language !== current.language)) void labs.goOn();
  };
  follow();
  return window.onDidChangeActiveTextEditor(follow);
}

/** Steps of the walkthroughs are done by deeds: by what was done before, too. */
function followDone(state: TrainingState, session: LabSession, content: TrainingContent, keys: readonly string[]) {
  const done = keys.flatMap((key) => TrainingState.labOfKey(key) ?? []).filter((lab) => state.done(lab));
  for (const lab of done) setKey(`done.${lab}`);
  for (const topic of keys.flatMap((key) => TrainingState.topicOfKey(key) ?? [])) setKey(`topic.${topic}`);
  if (done.length > 0) setKey('any');
  if (state.allDone) setKey('allDone');
  const isDone = (id: string) => state.done(id) !== undefined;
  return session.onDidComplete(async (lab) => {
    setKey(`done.${lab.id}`);
    setKey('any');
    const { labs } = await content.get();
    const topic = topicOf(lab);
    if (!isTopicDone(labs, topic, isDone)) return;
    await state.setTopicDone(topic);
    setKey(`topic.${topic}`);
    if (!labs.every(({ id }) => isDone(id))) return;
    await state.setAllDone();
    setKey('allDone');
  });
}

/** What was learnt beside the labs, as context keys, which are set once. */
function followLearnt(state: TrainingState): Disposable {
  const known = new Set<string>();
  const update = () => {
    const read = practices.filter((practice) => state.lessonRead(practice) !== undefined);
    const passed = [...practices, 'final' as const].filter((id) => state.quiz(id)?.passed !== undefined);
    for (const key of [...read.map((practice) => `lesson.${practice}`), ...passed.map((id) => `passed.${id}`)]) {
      if (!known.has(key)) setKey(key);
      known.add(key);
    }
  };
  update();
  return state.onDidChange(update);
}

function registerLessons(content: TrainingContent, state: TrainingState, plans: TeamPlan): Disposable {
  const teamRule = (practice: Practice) => plans.known?.modules.find(({ module }) => module === practice)?.note;
  const lessons = new Lessons({ content, state, teamRule });
  const get = async () => {
    const [material] = await Promise.all([content.get(), plans.get()]);
    return { ...material, questions: [...material.questions, ...plans.questions()] };
  };
  const quizzes = new Quizzes({
    content: { get },
    state,
    mark: () => (plans.known?.passMark ?? defaultPassMark) / 100,
    about: () => (plans.known ?? defaultPlan).modules.map(({ module }) => module),
    first: () => plans.questions().map(({ id }) => id),
  });
  return Disposable.from(
    lessons,
    quizzes,
    followLearnt(state),
    window.registerWebviewPanelSerializer(lessonViewType, {
      async deserializeWebviewPanel(panel, kept) {
        await plans.get();
        await lessons.restore(panel, kept);
      },
    }),
    window.registerWebviewPanelSerializer(quizViewType, {
      deserializeWebviewPanel: (panel, kept) => quizzes.restore(panel, kept),
    }),
    commands.registerCommand('claudeGuard.learn', async (practice, rule) => {
      await plans.get();
      await lessons.open(practice, rule);
    }),
    commands.registerCommand('claudeGuard.training.openQuiz', (id) => quizzes.open(id)),
  );
}

export function registerTraining({ context, scanner, findings }: TrainingOptions): Disposable {
  const content = new TrainingContent(context.extensionUri);
  const state = new TrainingState(forgiving(context.globalState, sayUnstored));
  const files = new LabFileSystem(content, state);
  const session = new LabSession({ scanner, files, state });
  const labs = new Labs({ content, state, session });
  const plans = new TeamPlan();
  return Disposable.from(
    plans,
    files,
    session,
    labs,
    workspace.registerFileSystemProvider(labScheme, files, { isCaseSensitive: true }),
    registerSolutions(content),
    statusItem(session),
    followEditors(session, labs),
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel, kept) => labs.restore(panel, kept),
    }),
    registerLessons(content, state, plans),
    registerTeam({ context, scanner, content, state, plans, findings }),
    followDone(state, session, content, context.globalState.keys()),
    commands.registerCommand('claudeGuard.training.openLab', (id, language) => labs.open(id, language)),
    commands.registerCommand('claudeGuard.training.showGuide', () => labs.reveal()),
    // For tests, and for what comes after the labs.
    commands.registerCommand('claudeGuard.training.doneLab', (lab) => state.done(String(lab))),
  );
}
