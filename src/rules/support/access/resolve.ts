/**
 * What Claude Code may do in a project: its settings resolved. Deny before ask before allow, whichever layer says it; of single
 * values that of the layer that decides over the others. Sources as in `layers.ts`.
 */
import { type Hook, hooksIn } from '../agents/hooks';
import { decided, inOrder, joined, type Layer, type Statement, stated } from './layers';
import { coversRule } from './matching';

export const bypass = 'bypassPermissions';
const modes = /^(?:default|manual|acceptEdits|bypassPermissions|plan|dontAsk|auto)$/;

/** The mode that sessions begin in. */
export interface Mode {
  value: string;
  /** Absent: nobody says, and it is what Claude Code does by itself. */
  from?: Statement;
  /** What forbids the mode that is asked for. */
  refusedBy?: Statement;
}

/** Something that an allow rule grants. */
export interface Grant extends Statement {
  /** The rule that leaves nothing of it. */
  stop?: Stop;
}

export interface Stop {
  by: Statement;
  kind: 'deny' | 'ask';
}

export interface Sandbox {
  /** Commands run in it. */
  enabled?: Statement;
  /** Nothing runs outside of it when it fails inside. */
  isHard: boolean;
  /** What runs in it is not asked about: whose setting says so, or nobody's, as versions differ in what they do then. */
  unasked?: { by?: Statement };
  /** Programs that run outside. */
  excluded: readonly Statement[];
}

export interface RunningHook {
  hook: Hook;
  from: Statement;
}

export interface Access {
  layers: readonly Layer[];
  mode: Mode;
  grants: readonly Grant[];
  /** Allow rules that grant nothing. */
  idle: readonly Statement[];
  stops: readonly Stop[];
  folders: readonly Statement[];
  sandbox: Sandbox;
  hooks: readonly RunningHook[];
}

const isTrue = (statement: Statement | undefined): boolean => statement?.text === 'true';

/** Of an administrator alone it is obeyed: others could lock the administrator's own out. */
const managedSwitch = (layers: readonly Layer[], key: string): boolean =>
  isTrue(
    decided(
      layers.filter(({ scope }) => scope === 'managed'),
      key,
    ),
  );

/** An allow rule with a glob before the parenthesis is ignored, unless a server's name stands before it. */
const grantsNothing = (rule: string): boolean => /^(?!mcp__[\w-]+?__)[^(]*\*/.test(rule.trim());

/** What forbids a mode may stand in any layer. */
const forbids = (layers: readonly Layer[], key: string): Statement | undefined =>
  joinedOnes(layers, 'permissions', key).find(({ text }) => text === 'disable');

const joinedOnes = (layers: readonly Layer[], ...path: string[]): Statement[] =>
  layers.flatMap((layer) => {
    const setting = layer.one(...path);
    return setting ? [stated(layer, setting)] : [];
  });

export const isMode = (text: string): boolean => modes.test(text);

/** A repository can't switch the mode on in which a classifier decides. */
export const isObeyed = ({ text, layer: { scope } }: Statement): boolean =>
  isMode(text) && !(text === 'auto' && (scope === 'project' || scope === 'local'));

function modeOf(layers: readonly Layer[]): Mode {
  const from = joinedOnes(layers, 'permissions', 'defaultMode').find(isObeyed);
  if (!from) return { value: 'default' };
  const key = { [bypass]: 'disableBypassPermissionsMode', auto: 'disableAutoMode' }[from.text];
  const refusedBy = key === undefined ? undefined : forbids(layers, key);
  return refusedBy ? { value: 'default', from, refusedBy } : { value: from.text, from };
}

/** What keeps sessions out of the mode without checks, and its flag from working. */
export const bypassForbiddenBy = ({ layers }: Pick<Access, 'layers'>): Statement | undefined =>
  forbids(layers, 'disableBypassPermissionsMode');

function sandboxOf(layers: readonly Layer[]): Sandbox {
  const at = (key: string) => decided(layers, 'sandbox', key);
  const enabled = at('enabled');
  const by = at('autoAllowBashIfSandboxed');
  return {
    ...(enabled && isTrue(enabled) && { enabled }),
    isHard: at('allowUnsandboxedCommands')?.text === 'false',
    ...(by?.text !== 'false' && { unasked: by ? { by } : {} }),
    excluded: joined(layers, 'sandbox', 'excludedCommands'),
  };
}

/** Whether a layer's hooks run. Who is below an administrator can't switch the administrator's off. */
export function hooksRunFrom(layers: readonly Layer[]): (layer: Layer) => boolean {
  const off = decided(layers, 'disableAllHooks');
  const managedAlone = managedSwitch(layers, 'allowManagedHooksOnly');
  return ({ scope }) =>
    isTrue(off) ? scope === 'managed' && off?.layer.scope !== 'managed' : !managedAlone || scope === 'managed';
}

function hooksOf(layers: readonly Layer[]): RunningHook[] {
  return layers
    .filter(hooksRunFrom(layers))
    .flatMap((layer) => hooksIn(layer.settings).map((hook) => ({ hook, from: stated(layer, hook.command.setting) })));
}

/** The first that leaves nothing of it; what is denied is not asked about. */
export const stopOf = (rule: string, stops: readonly Stop[]): Stop | undefined =>
  stops.find(({ by }) => coversRule(by.text, rule));

/** @param layers in any order */
export function resolveAccess(layers: readonly Layer[]): Access {
  const all = inOrder(layers);
  const managedAlone = managedSwitch(all, 'allowManagedPermissionRulesOnly');
  const ruling = managedAlone ? all.filter(({ scope }) => scope === 'managed') : all;
  const stops = (['deny', 'ask'] as const).flatMap((kind) =>
    joined(ruling, 'permissions', kind).map((by): Stop => ({ by, kind })),
  );
  const allowed = joined(ruling, 'permissions', 'allow');
  const grants = allowed
    .filter(({ text }) => !grantsNothing(text))
    .map((grant): Grant => {
      const stop = stopOf(grant.text, stops);
      return stop ? { ...grant, stop } : grant;
    });
  return {
    layers: all,
    mode: modeOf(all),
    grants,
    idle: allowed.filter(({ text }) => grantsNothing(text)),
    stops,
    folders: joined(all, 'permissions', 'additionalDirectories'),
    sandbox: sandboxOf(all),
    hooks: hooksOf(all),
  };
}
