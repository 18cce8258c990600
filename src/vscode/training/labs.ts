/** Labs as a person works on them: picked, opened with their guide beside, compared with a solution, begun again. */
import { commands, Disposable, l10n, Uri, ViewColumn, type WebviewPanel, window } from 'vscode';
import type { GuideState } from '../../training/guide';
import { type LabPlace, languageNames, languagesOf, pathOf } from '../../training/lab-files';
import { labNamed, labsOf, moduleTitles, nextLab } from '../../training/modules';
import { defaultPlan, type PlanModule } from '../../training/plan';
import { isPassed } from '../../training/progress';
import type { TrainingState } from '../../training/state';
import type { Lab, LabLanguage } from '../../training/types';
import { labUri, placeOfUri, type TrainingContent } from './content';
import { GuidePanel, goalsIn } from './guide-panel';
import { solutionScheme } from './ids';
import type { CurrentLab, LabSession } from './lab-session';
import type { PageMessage } from './page-panel';
import type { FoundPlan, TeamPlan } from './plan';
import { type TeamItem, teamItems } from './team-items';

export interface LabsOptions {
  content: TrainingContent;
  state: TrainingState;
  session: LabSession;
  plans: TeamPlan;
}

/** The modules of a team's plan, where there is one. */
const plannedBy = (found: FoundPlan | undefined): readonly PlanModule[] | undefined => found?.plan?.modules;

const isKept = (data: unknown): data is { lab?: string; language?: unknown } =>
  typeof data === 'object' && data !== null && 'lab' in data && typeof data.lab === 'string';

export class Labs implements Disposable {
  readonly #options: LabsOptions;
  readonly #guide = new GuidePanel((message) => void this.#act(message));
  readonly #subscription: Disposable;
  /** In which the person has worked last, of a lab that comes in several. */
  #chosen: LabLanguage | undefined;

  constructor(options: LabsOptions) {
    this.#options = options;
    this.#subscription = Disposable.from(
      this.#guide,
      options.session.onDidChange(() => void this.#update()),
      window.onDidChangeVisibleTextEditors(() => void this.#update()),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  readonly #isDone = (id: string): boolean => this.#options.state.done(id) !== undefined;

  /**
   * @param id or a module, whose first lab is opened that is not done; without it, a person picks one
   * @param language without it, the one that was worked on last
   */
  async open(id?: unknown, language?: unknown): Promise<void> {
    const { content, session } = this.#options;
    const lab = typeof id === 'string' ? labNamed((await content.get()).labs, id, this.#isDone) : await this.#pick();
    if (!lab) {
      if (typeof id === 'string') void window.showWarningMessage(l10n.t('Claude Guard has no such lab.'));
      return;
    }
    const known = languagesOf(lab);
    const wanted = known.find((one) => one === language) ?? (await this.#language(lab, known));
    if (!wanted) return;
    if (known.length > 1) this.#chosen = wanted;
    const started = session.start(lab, wanted);
    await this.#showCode();
    await this.reveal();
    await started;
  }

  /** The guide of the lab that is worked on, or whose file is in front. */
  async reveal(): Promise<void> {
    const { session } = this.#options;
    if (!session.current) await this.goOn();
    if (session.current) this.#guide.reveal(await this.#stateOf(session.current));
  }

  /** A lab's file came to the front, as after a reload: that lab is worked on. */
  async goOn(): Promise<void> {
    const before = window.activeTextEditor;
    const place = before && placeOfUri(before.document.uri);
    const lab = place && (await this.#options.content.lab(place.lab));
    // Another file came to the front meanwhile: its lab is started by that.
    if (lab && window.activeTextEditor === before) await this.#options.session.start(lab, place.language);
  }

  /** A guide that VS Code has kept over a reload. @param kept as the page stored it */
  async restore(panel: WebviewPanel, kept: unknown): Promise<void> {
    const { content, session } = this.#options;
    const { lab: id = '', language } = isKept(kept) ? kept : {};
    const lab = await content.lab(id);
    const wanted = lab && languagesOf(lab).find((one) => one === language);
    if (!lab || !wanted) return panel.dispose();
    const started = session.start(lab, wanted);
    if (session.current) this.#guide.adopt(panel, await this.#stateOf(session.current));
    await started;
    await this.#update();
  }

  async #update(): Promise<void> {
    const { current } = this.#options.session;
    if (current) this.#guide.update(await this.#stateOf(current));
  }

  async #stateOf(current: CurrentLab): Promise<GuideState> {
    const { content, plans } = this.#options;
    const [{ labs }, found] = await Promise.all([content.get(), plans.get()]);
    const { lab, language, hints, solutionShown, trouble } = current;
    const next = nextLab(labs, lab, this.#isDone, plannedBy(found));
    const wasDone = this.#isDone(lab.id);
    const goals = goalsIn(current);
    const file = fileInFront(lab.id, language);
    return {
      lab,
      language,
      goals,
      hints,
      solutionShown,
      wasDone,
      ...(file !== undefined && { file }),
      ...(next && { next }),
      ...(this.#isFinalDue(found) && { finalDue: true }),
      ...(trouble !== undefined && { trouble }),
    };
  }

  /** Whether the final check is part of the training, and is not passed yet. */
  #isFinalDue(found: FoundPlan | undefined): boolean {
    const { finalCheck, passMark } = found?.plan ?? defaultPlan;
    return finalCheck && !isPassed(this.#options.state.quiz('final')?.best, passMark);
  }

  async #pick(): Promise<Lab | undefined> {
    const { content, state, plans } = this.#options;
    const [{ labs }, found] = await Promise.all([content.get(), plans.get()]);
    const levels = { 1: l10n.t('easy'), 2: l10n.t('medium'), 3: l10n.t('hard') };
    const itemOf = (lab: Lab): TeamItem<Lab> => ({
      value: lab,
      label: `$(${state.done(lab.id) ? 'pass-filled' : 'circle-large-outline'}) ${lab.title}`,
      description: l10n.t(moduleTitles[lab.module]),
      detail: [
        levels[lab.difficulty],
        l10n.t('about {0} minutes', lab.minutes),
        ...(state.done(lab.id) ? [l10n.t('done')] : []),
      ].join(' · '),
    });
    const own = labsOf(
      labs,
      plannedBy(found)?.map(({ module }) => module),
    );
    const others = labs.filter((lab) => !own.includes(lab));
    const items = teamItems(own.map(itemOf), others.map(itemOf), l10n.t('Other labs'));
    const options = {
      title: l10n.t('Claude Guard: Labs'),
      placeHolder: l10n.t('Which lab?'),
      matchOnDescription: true,
    };
    return (await window.showQuickPick(items, options))?.value;
  }

  /** The language of the lab before; else a person picks one. */
  async #language(lab: Lab, known: readonly LabLanguage[]): Promise<LabLanguage | undefined> {
    const { current } = this.#options.session;
    const before = this.#options.state.done(lab.id)?.language ?? this.#chosen ?? current?.language;
    const kept = known.find((one) => one === before);
    if (kept || known.length < 2) return kept ?? known[0];
    const items = known.map((language) => ({ label: languageNames[language], language }));
    return (await window.showQuickPick(items, { placeHolder: l10n.t('In which language?') }))?.language;
  }

  /** @param file of the lab; without it, or where it has no such file, the first one */
  async #showCode(file?: string): Promise<void> {
    const places = this.#options.session.places();
    const place = places.find((one) => one.file === file) ?? places[0];
    if (place) await window.showTextDocument(labUri(place), { viewColumn: ViewColumn.One, preview: false });
  }

  async #act({ action, value }: PageMessage): Promise<void> {
    const { content, session } = this.#options;
    const { current } = session;
    if (!current) return;
    if (action === 'hint') session.update({ hints: Math.min(current.hints + 1, current.lab.hints.length) });
    if (action === 'language') await this.open(current.lab.id, value);
    if (action === 'code') await this.#showCode();
    if (action === 'file') await this.#showCode(value);
    if (action === 'solution') await this.#showSolution();
    if (action === 'reset') await session.reset((place) => content.firstText(place));
    if (action === 'next') await this.open((await this.#stateOf(current)).next?.lab.id);
    if (action === 'all') await this.open();
    if (action === 'lesson') await commands.executeCommand('claudeGuard.learn', current.lab.module);
    if (action === 'final') await commands.executeCommand('claudeGuard.training.openQuiz', 'final');
    if (action === 'quiz') await commands.executeCommand('claudeGuard.training.openQuiz', current.lab.module);
  }

  /** The files that a solution changes, beside what the learner has made of them. */
  async #showSolution(): Promise<void> {
    const { session } = this.#options;
    if (!session.current) return;
    const title = l10n.t('{0}: yours, and a solution', session.current.lab.title);
    const [first, ...more] = await this.#solved();
    if (!first) return;
    session.update({ solutionShown: true });
    if (more.length === 0)
      return commands.executeCommand('vscode.diff', ...first, title, { viewColumn: ViewColumn.One });
    await commands.executeCommand('workbench.action.focusFirstEditorGroup');
    const files = [first, ...more].map(([own, solution]) => [own, own, solution]);
    await commands.executeCommand('vscode.changes', title, files);
  }

  async #solved(): Promise<[Uri, Uri][]> {
    const { content, session } = this.#options;
    const isChanged = async (place: LabPlace) => (await content.firstText(place)) !== (await content.solvedText(place));
    const pairs = session.places().map(async (place): Promise<[Uri, Uri][]> => {
      const solution = Uri.from({ scheme: solutionScheme, path: pathOf(place) });
      return (await isChanged(place)) ? [[labUri(place), solution]] : [];
    });
    return (await Promise.all(pairs)).flat();
  }
}

/** The file of a lab that is seen. */
function fileInFront(lab: string, language: LabLanguage): string | undefined {
  const seen = window.visibleTextEditors.flatMap(({ document }) => placeOfUri(document.uri) ?? []);
  return seen.find((place) => place.lab === lab && place.language === language)?.file;
}
