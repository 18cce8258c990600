/** Files that a person's shell reads at its start. */
import { baseName } from '../values';

const startUp =
  /^(?:\.(?:bash|zsh|k?sh)(?:rc|env|_profile|_aliases|_login)|\.(?:profile|zprofile|zlogin|xprofile)|config\.fish)$/;

/** What such a file sets, it sets for all that is started there; it belongs to no project. @param path with `/` */
export const isStartUpFile = (path: string): boolean => startUp.test(baseName(path));
