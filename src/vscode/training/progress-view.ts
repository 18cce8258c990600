/** The Training view: modules, how far each is, and what to do next. */
import {
  Disposable,
  EventEmitter,
  env,
  l10n,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
} from 'vscode';
import { practiceOf } from '../../training/modules';
import { defaultPlan, type Plan } from '../../training/plan';
import { type ModuleProgress, materialOf, type Progress, progressOf } from '../../training/progress';
import { descriptionOf, messageOf, type Words } from '../../training/progress-text';
import type { TrainingState } from '../../training/state';
import { today } from '../findings/scan/folder';
import type { TrainingContent } from './content';
import type { OwnCode } from './own-code';
import { type FoundPlan, mistakeOf, type TeamPlan } from './plan';
import { type ProgressNode, progressItem } from './progress-item';

/** Changes are shown together after this time, in ms: every key press in a lab is one. */
const wait = 300;

export interface ProgressViewOptions {
  content: TrainingContent;
  state: TrainingState;
  plans: TeamPlan;
  ownCode: OwnCode;
  /** Where the rows are shown. */
  view: TreeView<ProgressNode>;
}

const dateOf = (date: string): string =>
  new Intl.DateTimeFormat(env.language, { dateStyle: 'medium', ...(date.length === 10 && { timeZone: 'UTC' }) }).format(
    new Date(date),
  );

export const words = (): Words => ({ t: l10n.t, date: dateOf });

class Provider implements TreeDataProvider<ProgressNode> {
  readonly changed = new EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.changed.event;
  #plan: Plan = defaultPlan;
  #progress: Progress | undefined;

  constructor(
    private readonly load: () => Promise<{ progress: Progress; plan: Plan }>,
    private readonly ownCode: OwnCode,
  ) {}

  getTreeItem(node: ProgressNode): TreeItem {
    const next = this.#progress?.modules.find((one) => one.next)?.module;
    return progressItem(node, this.#plan, words(), node.kind === 'module' && node.module.module === next);
  }

  async getChildren(node?: ProgressNode): Promise<ProgressNode[]> {
    if (node) return node.kind === 'module' ? this.#stepsOf(node.module) : [];
    const { progress, plan } = await this.load();
    this.#progress = progress;
    this.#plan = plan;
    const modules = progress.modules.map((module): ProgressNode => ({ kind: 'module', module }));
    return progress.final ? [...modules, { kind: 'step', step: progress.final }] : modules;
  }

  getParent(node: ProgressNode): ProgressNode | undefined {
    return 'parent' in node && node.parent ? { kind: 'module', module: node.parent } : undefined;
  }

  #stepsOf(parent: ModuleProgress): ProgressNode[] {
    const { steps, plan } = parent;
    const practice = practiceOf(parent.module);
    const { ownCode } = this;
    return [
      ...steps.map((step): ProgressNode => ({ kind: 'step', step, parent })),
      ...(practice === undefined
        ? []
        : [{ kind: 'ownCode' as const, practice, count: ownCode.count(practice), isKnown: ownCode.isKnown(), parent }]),
      ...(plan.note === undefined ? [] : [{ kind: 'note' as const, note: plan.note, parent }]),
      ...plan.links.map((link): ProgressNode => ({ kind: 'link', link, parent })),
    ];
  }
}

export class ProgressView implements Disposable {
  readonly #options: ProgressViewOptions;
  readonly #provider: Provider;
  readonly #view: TreeView<ProgressNode>;
  readonly #subscription: Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ProgressViewOptions) {
    const { state, plans, ownCode, view } = options;
    this.#options = options;
    this.#provider = new Provider(() => this.#load(), ownCode);
    this.#view = view;
    const later = () => this.#later();
    this.#subscription = Disposable.from(
      this.#provider.changed,
      state.onDidChange(later),
      plans.onDidChange(later),
      ownCode.onDidChange(later),
      // What was done in another window is known here by now.
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) later();
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#subscription.dispose();
  }

  get rows(): TreeDataProvider<ProgressNode> {
    return this.#provider;
  }

  /** How far the person is, by the plan that is in force. */
  async progress(): Promise<{ progress: Progress; plan: Plan; found: FoundPlan | undefined }> {
    const { content, state, plans } = this.#options;
    const [material, found] = await Promise.all([content.get().then(materialOf), plans.get()]);
    const plan = found?.plan ?? defaultPlan;
    return { progress: progressOf(material, plan, state), plan, found };
  }

  /** Brings the next step into sight, which few rows have room for, with the keyboard on it. */
  async showNext(): Promise<void> {
    const { progress } = await this.progress();
    const parent = progress.modules.find(({ next }) => next);
    const step = parent?.next ?? progress.final;
    const node: ProgressNode | undefined = step && { kind: 'step', step, ...(parent && { parent }) };
    if (node) await this.#view.reveal(node, { select: false, focus: true });
  }

  #later(): void {
    if (this.#timer || !this.#view.visible) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#provider.changed.fire(undefined);
    }, wait);
  }

  async #load() {
    const { progress, plan, found } = await this.progress();
    const parts = [mistakeOf(found), messageOf(progress, found?.plan, today(), words())];
    this.#view.message = parts.filter(Boolean).join(' ');
    this.#view.description = descriptionOf(progress, l10n.t);
    return { progress, plan };
  }
}
