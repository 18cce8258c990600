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
