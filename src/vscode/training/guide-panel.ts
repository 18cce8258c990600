/** The page beside a lab's code. */
import { type Disposable, env, l10n, ViewColumn, type WebviewPanel, window } from 'vscode';
import { goalsOf } from '../../training/goals';
import { type GuideState, guideBody, summary } from '../../training/guide';
import { page } from '../../training/html';
import { pageScript, pageStyle } from '../../training/page-style';
import { inWords } from '../wording';
import type { CurrentLab } from './lab-session';

export const viewType = 'claudeGuard.training.guide';

export interface GuideMessage {
  action: string;
  value?: string;
}

export const isMessage = (data: unknown): data is GuideMessage =>
  typeof data === 'object' && data !== null && 'action' in data && typeof data.action === 'string';

export const goalsIn = ({ grade }: CurrentLab) => grade && goalsOf(grade, ({ said }) => inWords(said), l10n.t);

export function newNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export class GuidePanel implements Disposable {
  readonly #onMessage: (message: GuideMessage) => void;
  #panel: WebviewPanel | undefined;
  #shown = '';

  constructor(onMessage: (message: GuideMessage) => void) {
    this.#onMessage = onMessage;
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  /** Opens it beside the code, or brings it to the front. */
  reveal(state: GuideState): void {
    if (this.#panel) this.#panel.reveal(undefined, true);
    else this.#open(state);
    this.update(state);
  }

  /** Shows what is different now, where it is open. */
  update(state: GuideState): void {
    if (!this.#panel) return;
    const key = `${state.lab.id} ${state.language}`;
    this.#panel.title = state.lab.title;
    void this.#panel.webview.postMessage({
      body: guideBody(state, l10n.t),
      said: summary(state, l10n.t),
      top: key !== this.#shown,
      state: { lab: state.lab.id, language: state.language },
    });
    this.#shown = key;
  }

  #open(state: GuideState): void {
    const at = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const options = { enableFindWidget: true, retainContextWhenHidden: true };
    this.adopt(window.createWebviewPanel(viewType, state.lab.title, at, options), state);
  }

  /** Shows the guide in a panel that VS Code has kept over a reload. */
  adopt(panel: WebviewPanel, state: GuideState): void {
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    panel.onDidDispose(() => {
      this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((data: unknown) => {
      if (isMessage(data)) this.#onMessage(data);
    });
    panel.webview.html = page({
      title: state.lab.title,
      language: env.language,
      body: guideBody(state, l10n.t),
      nonce: newNonce(),
      style: pageStyle,
      script: pageScript,
    });
    this.#panel = panel;
    this.#shown = `${state.lab.id} ${state.language}`;
  }
}
