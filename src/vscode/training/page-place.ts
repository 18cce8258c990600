/** Where a saved page is read. */

export interface Host {
  /** Whether VS Code runs on the desktop, and not in a browser. */
  isDesktop: boolean;
  /** Where its files are elsewhere, such as `ssh-remote`. */
  remoteName: string | undefined;
}

/** A page is for a browser, where that sees the same disk. Other files, and files elsewhere, are shown in the editor. */
export const isForBrowser = (
  { scheme, path }: { scheme: string; path: string },
  { isDesktop, remoteName }: Host,
): boolean => scheme === 'file' && path.endsWith('.html') && isDesktop && remoteName === undefined;
