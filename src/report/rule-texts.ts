/**
 * What the rules say, for those who never run one. `esbuild.js` puts the texts in this module's place: the code of all rules
 * takes long to load.
 */

import type { RuleTexts } from '../engine/types';
import { rules } from '../rules';

export const ruleIds: readonly string[] = rules.map(({ id }) => id);

/** Not read before somebody asks. */
export const ruleTexts = (): readonly RuleTexts[] => rules;
