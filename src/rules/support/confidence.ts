/** How sure a rule can be in the kind of place that it looks at. */
import { confidences } from '../../engine/config';
import type { Confidence, RuleContext } from '../../engine/types';

/** A confidence that a rule states itself, as tests and examples (one step less) and documentation (low) lower it. */
export function inContext(confidence: Confidence, { setting }: Pick<RuleContext, 'setting'>): Confidence {
  if (setting === 'production') return confidence;
  if (setting === 'documentation') return 'low';
  return confidences[Math.min(confidences.indexOf(confidence) + 1, confidences.length - 1)]!;
}
