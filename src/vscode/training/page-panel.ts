/** A page of the training in a tab: it follows the theme, loads nothing, and tells what was pressed in it. */
import { type Disposable, env, ViewColumn, type WebviewPanel, window } from 'vscode';
import { page } from '../../training/html';
import { pageStyle } from '../../training/page-style';

/** What was pressed in a page. */
export interface PageMessage {
  action: string;
  value?: string;
}

const isMessage = (data: unknown): data is PageMessage =>
  typeof data === 'object' && data !== null && 'action' in data && typeof data.action === 'string';

function newNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(24))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

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
  /** Beside what is worked on, which keeps the keyboard. */
  isBeside?: boolean;
}

export class PagePanel implements Disposable {
  readonly #kind: PageKind;
  readonly #onMessage: (message: PageMessage) => void;
  #panel: WebviewPanel | undefined;
  #subject = '';

  constructor(kind: PageKind, onMessage: (message: PageMessage) => void) {
    this.#kind = kind;
    this.#onMessage = onMessage;
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  get isOpen(): boolean {
    return this.#panel !== undefined;
  }

  /** Opens it, or brings it to the front with what is new. */
  show(content: PageContent): void {
    if (!this.#panel) {
      const { viewType, isBeside = false } = this.#kind;
      const at = { viewColumn: isBeside ? ViewColumn.Beside : ViewColumn.Active, preserveFocus: isBeside };
      const options = { enableFindWidget: true, retainContextWhenHidden: true };
      this.adopt(window.createWebviewPanel(viewType, content.title, at, options), content);
    } else {
      this.#panel.reveal(undefined, this.#kind.isBeside);
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
