/** The status bar item: how many findings there are, whether a scan runs, whether something is wrong. */
import {
  type Disposable,
  l10n,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from 'vscode';
import { type Status, statusText } from './status-text';

const commands = ['scanWorkspace', 'cancelScan', 'openConfiguration', 'showOutput'].map(
  (name) => `claudeGuard.${name}`,
);

/** Changes of a scan are shown together, this often, in ms. */
const batch = 100;

function render(item: StatusBarItem, status: Status): void {
  const { text, label, tooltip, isTrouble } = statusText(status, l10n.t);
  const markdown = new MarkdownString(tooltip, true);
  markdown.isTrusted = { enabledCommands: commands };
  item.text = text;
  item.tooltip = markdown;
  item.accessibilityInformation = { label, role: 'button' };
  item.backgroundColor = isTrouble ? new ThemeColor('statusBarItem.warningBackground') : undefined;
}

export interface StatusBar extends Disposable {
  /** Something has changed; it is shown soon. */
  update(): void;
}

export function createStatusBar(status: () => Status): StatusBar {
  const item = window.createStatusBarItem('status', StatusBarAlignment.Left, 40);
  item.name = 'Claude Guard';
  item.command = 'claudeGuard.showFindings';
  render(item, status());
  item.show();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    render(item, status());
  };
  return {
    update() {
      timer ??= setTimeout(flush, batch);
    },
    dispose() {
      clearTimeout(timer);
      item.dispose();
    },
  };
}
