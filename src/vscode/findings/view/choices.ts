/** How a person wants the view, kept with the workspace. */
import type { Memento } from 'vscode';
import { type Filter, noFilter, parseFilter } from './filter';
import { type Grouping, groupings } from './finding-tree';

const keys = { grouping: 'findings.grouping', filter: 'findings.filter' } as const;

export interface Choices {
  grouping: Grouping;
  filter: Filter;
}

export const defaults: Choices = { grouping: 'practice', filter: noFilter };

export function readChoices(state: Pick<Memento, 'get'>): Choices {
  const grouping = state.get(keys.grouping);
  return {
    grouping: groupings.find((one) => one === grouping) ?? defaults.grouping,
    filter: parseFilter(state.get(keys.filter)),
  };
}

export async function keepChoices(state: Pick<Memento, 'update'>, { grouping, filter }: Choices): Promise<void> {
  await state.update(keys.grouping, grouping);
  await state.update(keys.filter, filter);
}
