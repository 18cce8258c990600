/** Text that holds words of somebody's files, within Markdown. VS Code's own `appendText` keeps lines from being broken. */

/** Reads as the text itself: no link, no picture, no emphasis, no icon. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-.!|~<>$&:]/g, '\\$&').replace(/\s+/g, ' ');
