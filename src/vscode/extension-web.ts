/** Wires the parts together in a browser: VS Code for the Web, without Node. */
import type { ExtensionContext } from 'vscode';
import { startFindings } from './findings/start';
import { webPlatform } from './web-platform';

export function activate(context: ExtensionContext): void {
  startFindings(context, webPlatform);
}
