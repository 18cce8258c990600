/** A page of the training in a tab: it follows the theme, loads nothing, and tells what was pressed in it. */
import { type Disposable, env, ViewColumn, type WebviewPanel, window } from 'vscode';
import { page } from '../../training/html';
import { pageStyle } from '../../training/page-style';
import { type GuideMessage, isMessage, newNonce } from './guide-panel';

export interface PageContent {
  title: string;
  body: string;
  /** In one sentence, to be read out when it changes. */
  said: string;
  /** What it is about: where that is another than before, the page begins at its top. */
  subject: string;
  /** What VS Code keeps over a reload. */
  state: unknown;
}

export interface PageKind {
  viewType: string;
  style: string;
  script: string;
}

export class PagePanel implements Disposable {
  readonly #kind: PageKind;
  readonly #onMessage: (message: GuideMessage) => void;
  #panel: WebviewPanel | undefined;
  #subject = '';

  constructor(kind: PageKind, onMessage: (message: GuideMessage) => void) {
    this.#kind = kind;
    this.#onMessage = onMessage;
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  /** Opens it, or brings it to the front with what is new. */
  show(content: PageContent): void {
    if (!this.#panel) {
      const options = { enableFindWidget: true, retainContextWhenHidden: true };
      const panel = window.createWebviewPanel(this.#kind.viewType, content.title, ViewColumn.Active, options);
      this.adopt(panel, content);
    } else {
      this.#panel.reveal();
      this.update(content);
    }
  }

  /** Shows what is different now, where it is open. */
  update({ title, body, said, subject, state }: PageContent): void {
    if (!this.#panel) return;
    this.#panel.title = title;
    void this.#panel.webview.postMessage({ body, said, top: subject !== this.#subject, state });
    this.#subject = subject;
  }

  /** Shows it in a panel that is new, or that VS Code has kept over a reload. */
  adopt(panel: WebviewPanel, { title, body, subject, state }: PageContent): void {
    const { style, script } = this.#kind;
    panel.webview.options = { enableScripts: true, localResourceRoots: [] };
    panel.onDidDispose(() => {
      if (this.#panel === panel) this.#panel = undefined;
    });
    panel.webview.onDidReceiveMessage((data: unknown) => {
      if (isMessage(data)) this.#onMessage(data);
    });
    panel.webview.html = page({
      title,
      language: env.language,
      body,
      nonce: newNonce(),
      style: pageStyle + style,
      script: `${script}\nvscode.setState(${JSON.stringify(state).replaceAll('<', '\\u003c')});`,
    });
    this.#panel = panel;
    this.#subject = subject;
  }
}
