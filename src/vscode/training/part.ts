/** The training, wired. It is loaded when somebody needs it, see `register.ts`. */
import { Disposable, l10n, StatusBarAlignment, type TreeView, window } from 'vscode';
import { leftIn } from '../../training/goals';
import { placeOf } from '../../training/lab-files';
import type { Module } from '../../training/modules';
import { defaultPassMark, defaultPlan } from '../../training/plan';
import { TrainingState } from '../../training/state';
import { steady } from '../steady';
import { placeOfUri, TrainingContent } from './content';
import { followDeeds } from './deeds';
import { goalsIn } from './guide-panel';
import { LabFileSystem } from './lab-file-system';
import { LabSession } from './lab-session';
import { Labs } from './labs';
import { Lessons } from './lessons';
import { offerTraining } from './offer';
import { Overview } from './overview';
import { ownCodeOf } from './own-code';
import { showPlanDiagnostics, TeamPlan } from './plan';
import { progressHandlers } from './progress-commands';
import type { ProgressNode } from './progress-item';
import { ProgressView } from './progress-view';
import { Quizzes } from './quizzes';
import { exportRecord } from './record';
import type { TrainingOptions } from './register';
import type { Training } from './types';

/** Below the findings' item. */
const priority = 9;

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

interface Material {
  content: TrainingContent;
  state: TrainingState;
  plans: TeamPlan;
}

function createLessons({ content, state, plans }: Material): Lessons {
  const teamRule = (module: Module) => plans.known?.modules.find((one) => one.module === module)?.note;
  const planned = () => plans.known?.modules.map(({ module }) => module);
  return new Lessons({ content, state, teamRule, planned });
}

/** With the questions of the team. */
function createQuizzes({ content, state, plans }: Material): Quizzes {
  const get = async () => {
    const [material] = await Promise.all([content.get(), plans.get()]);
    return { ...material, questions: [...material.questions, ...plans.questions()] };
  };
  return new Quizzes({
    content: { get },
    state,
    mark: () => (plans.known?.passMark ?? defaultPassMark) / 100,
    about: () => (plans.known ?? defaultPlan).modules.map(({ module }) => module),
    hasFinal: () => (plans.known ?? defaultPlan).finalCheck,
    first: () => plans.questions().map(({ id }) => id),
  });
}

/** @param view where the modules are shown, once it asks for `rows` */
export function startTraining({ context, scanner, findings }: TrainingOptions, view: TreeView<ProgressNode>): Training {
  const content = new TrainingContent(context.extensionUri);
  const memory = steady(context.globalState, sayUnstored);
  const state = new TrainingState(memory);
  const plans = new TeamPlan();
  const material = { content, state, plans };
  const files = new LabFileSystem(content, state);
  const session = new LabSession({ scanner, files, state });
  const labs = new Labs({ content, state, session, plans });
  const lessons = createLessons(material);
  const quizzes = createQuizzes(material);
  const progress = new ProgressView({ ...material, ownCode: ownCodeOf(findings), view });
  const overview = new Overview({ content, plans, scanner });
  const version = String(context.extension.packageJSON.version);
  const started = Disposable.from(
    ...[plans, session, labs, lessons, quizzes, progress, overview],
    statusItem(session),
    followEditors(session, labs),
    followDeeds({ extension: context.extension, memory, state, session, content }),
    showPlanDiagnostics(),
  );
  return {
    handlers: {
      async learn(module, rule) {
        await plans.get();
        await lessons.open(module, rule);
      },
      'training.openLab': (id, language) => labs.open(id, language),
      async 'training.openQuiz'(id) {
        await plans.get();
        await quizzes.open(id);
      },
      'training.showGuide': () => labs.reveal(),
      'training.exportRecord': () => exportRecord({ ...material, memory, version }),
      'training.overview': (folder) => overview.show(folder),
      'training.doneLab': (lab) => state.done(String(lab)),
      ...progressHandlers({ ...material, session, memory, view: progress }),
    },
    rows: progress.rows,
    files,
    async solution({ path }) {
      const place = placeOf(path);
      return place && content.solvedText(place);
    },
    offer: () => void offerTraining({ ...material, memory }),
    restoreGuide: (panel, kept) => labs.restore(panel, kept),
    async restoreLesson(panel, kept) {
      await plans.get();
      await lessons.restore(panel, kept);
    },
    restoreQuiz: (panel, kept) => quizzes.restore(panel, kept),
    dispose: () => started.dispose(),
  };
}
