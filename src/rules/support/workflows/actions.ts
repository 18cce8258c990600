/** GitHub's actions that run Claude Code. */
import { actionOf } from '../../../engine/workflows/actions';
import type { Text } from '../../../engine/workflows/types';

/**
 * `action`: claude-code-action, which asks whether who starts it may write, and takes settings from the base branch.
 * `base`: claude-code-base-action, which does neither.
 */
export type ActionKind = 'action' | 'base';

/** Whoever's copy it is. */
const actions: readonly (readonly [ActionKind, RegExp])[] = [
  ['base', /^[\w.-]+\/(?:claude-code-base-action|claude-code-action\/base-action)@/],
  ['action', /^[\w.-]+\/claude-code-action@/],
];

/** @param uses what stands under `uses:` */
export const agentActionOf = (uses: Text | undefined): ActionKind | undefined =>
  uses && actions.find(([, pattern]) => pattern.test(actionOf(uses)))?.[0];
