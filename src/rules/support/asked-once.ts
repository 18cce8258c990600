/** What a document asks for, each thing once: extras, groups and tables of tools repeat each other. */
import { phrases } from '../../engine/messages';
import { dependenciesOf } from '../../engine/packages/index';
import type { Dependency } from '../../engine/packages/types';
import type { Document, Edit, RelatedProblem } from '../../engine/types';

const say = phrases({ again: 'The same is asked for here.' });
export const againTexts = say.texts;

export interface AskedOnce extends Dependency {
  /** Other places of the manifest that ask for the same. */
  again: readonly Dependency[];
}

/** In the order of the text. What is for development in every place is for development. */
export function askedOnce(document: Document): AskedOnce[] {
  const found = new Map<string, AskedOnce>();
  for (const [at, one] of dependenciesOf(document).entries()) {
    const key = one.kind === 'manifest' ? `${one.name} ${one.requirement}` : `${at}`;
    const { again, ...first } = found.get(key) ?? { ...one, again: undefined };
    const isDevelopment = first.isDevelopment && one.isDevelopment;
    found.set(key, { ...first, isDevelopment, again: again ? [...again, one] : [] });
  }
  return [...found.values()];
}

export const againPlaces = ({ again }: AskedOnce): RelatedProblem[] =>
  again.map(({ range }) => ({ range, message: say('again') }));

/** Another requirement, in every place that can be written in. */
export const rewritten = (one: AskedOnce, text: string): Edit[] =>
  [one, ...one.again].flatMap(({ written }) => (written ? [{ range: written, text }] : []));
