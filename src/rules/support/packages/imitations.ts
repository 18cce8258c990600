/** Names that are taken for one of Anthropic's. */
import { distance } from 'fastest-levenshtein';
import type { Ecosystem } from '../../../engine/packages/types';
import { imitated, innocent } from '../../data/packages';

/** Shorter names are near to too many others. */
const longName = 16;
const mostWrong = 2;

export interface Imitation {
  /** As the name would be if it were Anthropic's; whether there is such a package says `isKnown`. */
  real: string;
  isKnown: boolean;
  /** Characters in which the names differ. */
  count: number;
}

/** Undefined for Anthropic's own packages, and for all whose names are like no other. */
export function imitationOf(ecosystem: Ecosystem, name: string): Imitation | undefined {
  const names = imitated[ecosystem] ?? [];
  if (names.includes(name) || innocent.has(name) || name.startsWith('@anthropic-ai/')) return undefined;
  for (const real of names) {
    if (Math.abs(real.length - name.length) > mostWrong) continue;
    const count = distance(real, name);
    if (count <= (real.length >= longName ? mostWrong : 1)) return { real, isKnown: true, count };
  }
  return ofScope(name);
}

const ownScope = '@anthropic-ai';

const ownOwner = 'anthropics';

/** Whatever is published on GitHub by an owner whose name is taken for Anthropic's: a misspelt name of Anthropic's own leads nowhere. */
export function imitatedOwnerOf(action: string): Imitation | undefined {
  const [, owner = '', rest = ''] = /^([^/]+)\/(.+)$/.exec(action) ?? [];
  const count = distance(ownOwner, owner);
  return count > 0 && count <= mostWrong ? { real: `${ownOwner}/${rest}`, isKnown: false, count } : undefined;
}

/** Whatever is published in a scope that is taken for Anthropic's. */
function ofScope(name: string): Imitation | undefined {
  const [, scope, rest] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  const count = scope === undefined ? Number.POSITIVE_INFINITY : distance(ownScope, scope);
  return count <= mostWrong ? { real: `${ownScope}/${rest}`, isKnown: false, count } : undefined;
}
