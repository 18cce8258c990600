/** The page beside a lab's code. */
import { type Disposable, l10n, type WebviewPanel } from 'vscode';
import { goalsOf } from '../../training/goals';
import { type GuideState, guideBody, summary } from '../../training/guide';
import { pageScript } from '../../training/page-style';
import { inWords } from '../wording';
import { guideViewType as viewType } from './ids';
import type { CurrentLab } from './lab-session';
import { type PageContent, type PageMessage, PagePanel } from './page-panel';

export const goalsIn = ({ grade }: CurrentLab) => grade && goalsOf(grade, ({ said }) => inWords(said), l10n.t);

function contentOf(state: GuideState): PageContent {
  const { lab, language } = state;
  return {
    title: lab.title,
    body: guideBody(state, l10n.t),
    said: summary(state, l10n.t),
    subject: `${lab.id} ${language}`,
    state: { lab: lab.id, language },
  };
}

export class GuidePanel implements Disposable {
  readonly #panel: PagePanel;

  constructor(onMessage: (message: PageMessage) => void) {
    this.#panel = new PagePanel({ viewType, style: '', script: pageScript, isBeside: true }, onMessage);
  }

  dispose(): void {
    this.#panel.dispose();
  }

  /** Opens it beside the code, or brings it to the front. */
  reveal(state: GuideState): void {
    this.#panel.show(contentOf(state));
  }

  /** Shows what is different now, where it is open. */
  update(state: GuideState): void {
    this.#panel.update(contentOf(state));
  }

  /** Shows the guide in a panel that VS Code has kept over a reload. */
  adopt(panel: WebviewPanel, state: GuideState): void {
    this.#panel.adopt(panel, contentOf(state));
  }
}
