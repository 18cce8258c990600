/** Lessons as a person reads them: picked, or come to from a finding, with labs and what else to do at their end. */
import { commands, Disposable, l10n, type WebviewPanel, window } from 'vscode';
import { ruleTexts } from '../../report/rule-texts';
import { type LessonState, lessonBody, lessonScript, lessonStyle, readAction } from '../../training/lesson-page';
import { type Lesson, type LessonLanguage, rulesOf } from '../../training/lessons';
import { isModule, type Module, moduleSummaries, modules, moduleTitles, nextModule } from '../../training/modules';
import type { TrainingState } from '../../training/state';
import type { TrainingContent } from './content';
import { lessonViewType } from './ids';
import { type PageContent, type PageMessage, PagePanel } from './page-panel';
import { type TeamItem, teamItems } from './team-items';

export interface LessonsOptions {
  content: TrainingContent;
  state: TrainingState;
  /** What the team itself asks for, as text; a plan of the team says it. */
  teamRule?(module: Module): string | undefined;
  /** The modules of the team's plan, in its order. */
  planned?(): readonly Module[] | undefined;
}

interface Shown {
  module: Module;
  /** Of the finding that led here. */
  rule?: string;
  language: LessonLanguage;
}

/** As the page stored it. */
function kept(data: unknown): Shown | undefined {
  if (typeof data !== 'object' || data === null || !('module' in data) || !isModule(data.module)) return undefined;
  const language = 'language' in data && data.language === 'python' ? 'python' : 'typescript';
  return {
    module: data.module,
    language,
    ...('rule' in data && typeof data.rule === 'string' && { rule: data.rule }),
  };
}

/** Of what the reader works on. */
const languageHere = (): LessonLanguage =>
  window.activeTextEditor?.document.languageId === 'python' ? 'python' : 'typescript';

export class Lessons implements Disposable {
  readonly #options: LessonsOptions;
  readonly #panel: PagePanel;
  readonly #subscription: Disposable;
  #shown: Shown | undefined;

  constructor(options: LessonsOptions) {
    this.#options = options;
    const kind = { viewType: lessonViewType, style: lessonStyle, script: lessonScript };
    this.#panel = new PagePanel(kind, (message) => void this.#act(message));
    // What was read, solved or passed meanwhile.
    this.#subscription = Disposable.from(
      this.#panel,
      options.state.onDidChange(() => void this.#update()),
    );
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** @param module without it, a person picks one @param rule whose finding led here */
  async open(module?: unknown, rule?: unknown): Promise<void> {
    const wanted = isModule(module) ? module : await this.#pick();
    if (wanted === undefined) return;
    this.#shown = { module: wanted, language: languageHere(), ...(typeof rule === 'string' && { rule }) };
    const content = await this.#page();
    if (content) this.#panel.show(content);
  }

  /** A lesson that VS Code has kept over a reload. */
  async restore(panel: WebviewPanel, data: unknown): Promise<void> {
    this.#shown = kept(data);
    const content = await this.#page();
    if (content) this.#panel.adopt(panel, content);
    else panel.dispose();
  }

  async #update(): Promise<void> {
    if (!this.#panel.isOpen) return;
    const content = await this.#page();
    if (content) this.#panel.update(content);
  }

  async #page(): Promise<PageContent | undefined> {
    const shown = this.#shown;
    const { lessons } = await this.#options.content.get();
    const lesson = lessons.find(({ module }) => module === shown?.module);
    if (!shown || !lesson) return undefined;
    const subject = `${shown.module} ${shown.rule ?? ''}`;
    const body = lessonBody(await this.#stateOf(lesson, shown), l10n.t);
    return { title: lesson.title, body, said: '', subject, state: shown };
  }

  async #stateOf(lesson: Lesson, { rule, language }: Shown): Promise<LessonState> {
    const { content, state, teamRule, planned } = this.#options;
    const { labs, lessons } = await content.get();
    const { module } = lesson;
    const after = nextModule(planned?.(), (one) => state.lessonRead(one) !== undefined, module);
    const next = lessons.find((one) => one.module === after);
    const asked = teamRule?.(module);
    return {
      lesson,
      language,
      rules: rulesOf(lesson, ruleTexts()),
      labs: labs.filter((lab) => lab.module === module).map((lab) => ({ lab, done: state.done(lab.id) !== undefined })),
      wasRead: state.lessonRead(module) !== undefined,
      wasPassed: state.quiz(module)?.passed !== undefined,
      ...(rule !== undefined && { from: rule }),
      ...(asked !== undefined && { teamRule: asked }),
      ...(next && { next }),
    };
  }

  async #pick(): Promise<Module | undefined> {
    const { content, state, planned } = this.#options;
    const { lessons } = await content.get();
    const itemOf = ({ module, minutes }: Lesson): TeamItem<Module> => {
      const read = state.lessonRead(module) !== undefined;
      const facts = [l10n.t('about {0} minutes', minutes), ...(read ? [l10n.t('read')] : [])];
      return {
        value: module,
        label: `$(${read ? 'pass-filled' : 'circle-large-outline'}) ${l10n.t(moduleTitles[module])}`,
        description: facts.join(' · '),
        detail: l10n.t(moduleSummaries[module]),
      };
    };
    const own = (planned?.() ?? modules).flatMap((module) => lessons.filter((one) => one.module === module));
    const others = lessons.filter((lesson) => !own.includes(lesson));
    const items = teamItems(own.map(itemOf), others.map(itemOf), l10n.t('Other lessons'));
    const options = {
      title: l10n.t('Claude Guard: Lessons'),
      placeHolder: l10n.t('Which lesson?'),
      matchOnDetail: true,
    };
    return (await window.showQuickPick(items, options))?.value;
  }

  async #act({ action, value }: PageMessage): Promise<void> {
    const shown = this.#shown;
    if (!shown) return;
    if (action === readAction) await this.#options.state.setLessonRead(shown.module, new Date().toISOString());
    if (action === 'rule') await commands.executeCommand('claudeGuard.showRule', value);
    if (action === 'lab') await commands.executeCommand('claudeGuard.training.openLab', value);
    if (action === 'quiz') await commands.executeCommand('claudeGuard.training.openQuiz', shown.module);
    if (action === 'lesson') await this.open(value);
    if (action === 'all') await this.open();
    if (action === 'language') {
      shown.language = value === 'python' ? 'python' : 'typescript';
      await this.#update();
    }
  }
}
