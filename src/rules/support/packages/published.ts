/** Projects that others install: what they ask for must stay a range, and a lock file would hold for nobody. */
import type { Document } from '../../../engine/types';

const pythonTables = ['project', 'tool.poetry'];

/** `pyproject.toml` with what an index shows of a package; `package.json` that says what is published. */
export function isPublished({ file, facts: { settings } }: Document): boolean {
  const has = (...path: string[]): boolean =>
    settings.some((one) => path.every((step, at) => step === one.path[at]) && one.value !== '');
  const isTrue = (key: string) => settings.some(({ path, value }) => path.join('.') === key && value === true);
  if (/(?:^|\/)package\.json$/.test(file.path))
    return !isTrue('private') && (has('publishConfig') || (has('name') && (has('files') || has('exports'))));
  if (!/(?:^|\/)pyproject\.toml$/.test(file.path)) return false;
  const isPrivate = settings.some(({ value }) => typeof value === 'string' && /^Private\b/.test(value));
  const shown = pythonTables.some((table) =>
    ['classifiers', 'urls', 'entry-points'].some((key) => has(...table.split('.'), key)),
  );
  return shown && !isPrivate;
}
