/** Packages of Packagist, as Composer asks for them and locks them. */
import type { Setting } from '../facts';
import type { Dependency } from './types';

type Composer = Omit<Dependency, 'ecosystem'>;

/** PHP itself and its extensions have no vendor. */
const isPackage = (name: string): boolean => name.includes('/');

/** `composer.json`. */
export const inComposer = (settings: readonly Setting[]): Composer[] =>
  settings.flatMap(({ path, value, valueRange, keyRange }): Composer[] => {
    const [section, name = ''] = path;
    if (path.length !== 2 || !/^require(?:-dev)?$/.test(section ?? '') || !isPackage(name)) return [];
    if (typeof value !== 'string' || /\bdev-|@dev/.test(value)) return [];
    const isPlain = valueRange.end - valueRange.start === value.length;
    return [
      {
        name: name.toLowerCase(),
        requirement: value,
        kind: 'manifest',
        range: valueRange,
        named: keyRange,
        isDevelopment: section === 'require-dev',
        ...(isPlain && { written: valueRange }),
      },
    ];
  });

/** `composer.lock`: two lists of packages. */
export function inComposerLock(settings: readonly Setting[]): Composer[] {
  const names = new Map<string, string>();
  for (const { path, value } of settings)
    if (path.length === 3 && path[2] === 'name') names.set(`${path[0]} ${path[1]}`, String(value));
  return settings.flatMap(({ path, value, valueRange }): Composer[] => {
    const [list = '', index = '', key] = path;
    const name = names.get(`${list} ${index}`);
    if (path.length !== 3 || key !== 'version' || name === undefined || !/^v?\d/.test(String(value))) return [];
    if (list !== 'packages' && list !== 'packages-dev') return [];
    const isDevelopment = list === 'packages-dev';
    return [{ name: name.toLowerCase(), requirement: String(value), kind: 'lock', range: valueRange, isDevelopment }];
  });
}
