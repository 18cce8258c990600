/**
 * Settings for keys: of the user settings alone. Whoever writes a workspace's settings does not decide when keys are replaced, or where
 * they are sent; VS Code takes none from there either, as the manifest says.
 */
import { l10n, workspace } from 'vscode';
import { type Endpoint, endpointOf } from './endpoint';

const defaultRotationDays = 90;

const personal = (name: string): unknown =>
  workspace.getConfiguration().inspect(`claudeGuard.keys.${name}`)?.globalValue;

export function rotationDays(): number {
  const days = personal('rotationDays');
  return typeof days === 'number' && days >= 1 && days <= 3650 ? days : defaultRotationDays;
}

export const endpoint = (): Endpoint => endpointOf(personal('baseUrl'), l10n.t);

/** Types of debuggers that start a program themselves, which have a key in its environment where a person allows it. */
const defaultDebugTypes = ['node', 'debugpy'];

export function debugTypes(): readonly string[] {
  const types = personal('debugTypes');
  return Array.isArray(types) ? types.filter((type) => typeof type === 'string') : defaultDebugTypes;
}
