/** Checks of one's knowledge as a person takes them. A run lives in its page, which VS Code keeps over a reload. */
import { commands, type Disposable, l10n, type WebviewPanel, window } from 'vscode';
import { isModule, type Module, modules, moduleTitles, nextModule } from '../../training/modules';
import {
  advanced,
  answered,
  drawRun,
  isOver,
  keptRun,
  passMark,
  type Question,
  type QuizRun,
  scoreOf,
  stateAfter,
} from '../../training/quiz';
import { type QuizPageState, quizBody, quizSaid, quizScript, quizStyle, titleOf } from '../../training/quiz-page';
import type { QuizId, TrainingState } from '../../training/state';
import type { TrainingContent } from './content';
import { quizViewType } from './ids';
import { type PageContent, type PageMessage, PagePanel } from './page-panel';
import { type TeamItem, teamItems } from './team-items';

export interface QuizzesOptions {
  /** With the questions of the team. */
  content: Pick<TrainingContent, 'get'>;
  state: TrainingState;
  /** The modules that the check across all is about, and that come one after the other, where a team's plan names some. */
  about?(): readonly Module[] | undefined;
  /** Ids of questions that are asked before others. */
  first?(): readonly string[];
  /** Share of right answers that is needed, where a team's plan says another. */
  mark?(): number;
  /** Whether the check across all is part of the training; it is unless a team's plan says otherwise. */
  hasFinal?(): boolean;
}

const isQuizId = (name: unknown): name is QuizId => name === 'final' || isModule(name);

export class Quizzes implements Disposable {
  readonly #options: QuizzesOptions;
  readonly #panel: PagePanel;
  #run: QuizRun | undefined;

  constructor(options: QuizzesOptions) {
    this.#options = options;
    const kind = { viewType: quizViewType, style: quizStyle, script: quizScript };
    this.#panel = new PagePanel(kind, (message) => void this.#act(message));
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** Goes on with a check that somebody is in the midst of, else begins one. @param id a module, or `final`; without it, a person picks one */
  async open(id?: unknown): Promise<void> {
    const wanted = isQuizId(id) ? id : await this.#pick();
    if (wanted === undefined) return;
    const { questions } = await this.#options.content.get();
    const begun = keptRun(this.#options.state.run(wanted), questions);
    if (!begun || isOver(begun)) return this.#begin(wanted, questions);
    this.#run = begun;
    this.#panel.show(this.#page(begun, questions));
  }

  #begin(wanted: QuizId, questions: readonly Question[]): void {
    const { state, about, first } = this.#options;
    const missed = [...(state.quiz(wanted)?.missed ?? []), ...(first?.() ?? [])];
    this.#run = drawRun(wanted, questions, missed, Math.random, about?.());
    void this.#options.state.setRun(wanted, this.#run);
    this.#panel.show(this.#page(this.#run, questions));
  }

  /** A run that VS Code has kept over a reload. */
  async restore(panel: WebviewPanel, data: unknown): Promise<void> {
    const { questions } = await this.#options.content.get();
    const kept = keptRun(data, questions);
    const run = kept && (keptRun(this.#options.state.run(kept.id), questions) ?? kept);
    if (!run) return panel.dispose();
    this.#run = run;
    this.#panel.adopt(panel, this.#page(run, questions));
  }

  get #mark(): number {
    return this.#options.mark?.() ?? passMark;
  }

  /** @param id the check that a person comes from */
  #after(id: QuizId): QuizId | undefined {
    const { state, about, hasFinal } = this.#options;
    const isPassed = (one: QuizId) => state.quiz(one)?.passed !== undefined;
    const module = nextModule(about?.(), isPassed, id === 'final' ? undefined : id);
    return module ?? ((hasFinal?.() ?? true) && !isPassed('final') ? 'final' : undefined);
  }

  #page(run: QuizRun, questions: readonly Question[]): PageContent {
    const next = this.#after(run.id);
    const shown: QuizPageState = { run, questions, mark: this.#mark, ...(next && { next }) };
    return {
      title: titleOf(run, l10n.t),
      body: quizBody(shown, l10n.t),
      said: quizSaid(shown, l10n.t),
      subject: `${run.id} ${run.at} ${run.asked[0]?.id}`,
      state: run,
    };
  }

  #item(id: QuizId): TeamItem<QuizId> {
    const kept = this.#options.state.quiz(id);
    const best = kept ? [l10n.t('best: {0} of {1} right', kept.best.right, kept.best.asked)] : [];
    return {
      value: id,
      label: `$(${kept?.passed === undefined ? 'circle-large-outline' : 'pass-filled'}) ${id === 'final' ? l10n.t('The final check') : l10n.t(moduleTitles[id])}`,
      description: [...best, ...(kept?.passed === undefined ? [] : [l10n.t('passed')])].join(' · '),
    };
  }

  async #pick(): Promise<QuizId | undefined> {
    const { about, hasFinal } = this.#options;
    const own: QuizId[] = [...(about?.() ?? modules), ...((hasFinal?.() ?? true) ? (['final'] as const) : [])];
    const others = [...modules, 'final' as const].filter((id) => !own.includes(id));
    const item = (id: QuizId) => this.#item(id);
    const items = teamItems(own.map(item), others.map(item), l10n.t('Other checks'));
    const options = { title: l10n.t('Claude Guard: Check Your Knowledge'), placeHolder: l10n.t('Of which practice?') };
    return (await window.showQuickPick(items, options))?.value;
  }

  async #act({ action, value }: PageMessage): Promise<void> {
    const run = this.#run;
    if (!run) return;
    if (action === 'answer' && value) await this.#answer(run, Number(value));
    if (action === 'next') await this.#next(run);
    if (action === 'again') this.#begin(run.id, (await this.#options.content.get()).questions);
    if (action === 'quiz') await this.open(value);
    if (action === 'record') await commands.executeCommand('claudeGuard.training.exportRecord');
    if (action === 'lesson') await commands.executeCommand('claudeGuard.learn', value);
    if (action === 'all') await this.open();
  }

  async #answer(run: QuizRun, chosen: number): Promise<void> {
    const { questions } = await this.#options.content.get();
    const question = questions.find(({ id }) => id === run.asked[run.at]?.id);
    if (question && this.#run === run) this.#show(answered(run, chosen, question, Math.random), questions);
  }

  async #next(run: QuizRun): Promise<void> {
    const { questions } = await this.#options.content.get();
    const next = advanced(run);
    if (this.#run !== run || next === run) return;
    if (isOver(next)) await this.#finish(next, questions);
    this.#show(next, questions);
  }

  async #finish(run: QuizRun, questions: readonly Question[]): Promise<void> {
    const { state } = this.#options;
    const score = scoreOf(run, questions);
    const date = new Date().toISOString();
    await state.setQuiz(run.id, stateAfter(state.quiz(run.id), score, run, date, this.#mark));
  }

  #show(run: QuizRun, questions: readonly Question[]): void {
    this.#run = run;
    void this.#options.state.setRun(run.id, run);
    this.#panel.update(this.#page(run, questions));
  }
}
