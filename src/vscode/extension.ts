/** Wires the parts together where Node is. */
import type { ExtensionContext } from 'vscode';
import { startFindings } from './findings/start';
import { nodePlatform } from './node-platform';

export function activate(context: ExtensionContext): void {
  startFindings(context, nodePlatform);
}
