/** Whether a program that is about to be debugged may have the key in its environment. Pure. */

/** VS Code's DebugConfiguration, as far as it is needed. */
export interface Launch {
  type: string;
  request: string;
  [name: string]: unknown;
}

/** Debuggers that start programs without a terminal unless they are told otherwise. */
const withoutTerminal: ReadonlySet<string> = new Set(['node', 'pwa-node']);

const logs: readonly string[] = ['trace', 'logToFile', 'showDebugOutput', 'logging'];

/** What a debugger writes to a log would have the environment in it. `{ logFile: null }` is how Node's says that it writes none. */
const isOn = (value: unknown): boolean =>
  typeof value === 'object' && value !== null ? Object.values(value).some(Boolean) : Boolean(value);

/** VS Code would hand the launch to whoever listens at that port of the machine, or of another. */
const isForServer = (launch: Launch): boolean => 'debugServer' in launch;

/** Node's debugger starts a session of its own for each process; the program that was launched has the key already. */
const isPart = (launch: Launch): boolean => '__parentId' in launch || '__pendingTargetId' in launch;

/** In a terminal the command line would show the environment, and the terminal's text is stored. */
function isWithoutTerminal({ type, console }: Launch): boolean {
  return console === undefined ? withoutTerminal.has(type) : console === 'internalConsole';
}

const isEnvironment = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param types that a person allows */
export function takesKey(launch: Launch, variable: string, types: readonly string[]): boolean {
  const { type, request, env } = launch;
  if (request !== 'launch' || !types.includes(type === 'pwa-node' ? 'node' : type)) return false;
  if (!isWithoutTerminal(launch) || isForServer(launch) || isPart(launch) || logs.some((name) => isOn(launch[name])))
    return false;
  return env === undefined || (isEnvironment(env) && !(variable in env));
}

export const withKey = <T extends Launch>(launch: T, variable: string, value: string): T => ({
  ...launch,
  env: { ...(isEnvironment(launch.env) ? launch.env : {}), [variable]: value },
});
