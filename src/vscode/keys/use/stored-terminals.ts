/** Whether VS Code stores terminals: their environment and what they have shown, in files of the workspace's state. */
import { workspace } from 'vscode';

export const persistenceSetting = 'terminal.integrated.enablePersistentSessions';

export const storesTerminals = (): boolean => workspace.getConfiguration().get(persistenceSetting, true);
