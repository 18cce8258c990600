/** Text that holds words of somebody's files, within Markdown. VS Code's own `appendText` keeps lines from being broken. */

/** Reads as the text itself: no link, no picture, no emphasis, no icon. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/[\\`*_{}[\]()#+\-.!|~<>$&:]/g, '\\$&').replace(/\s+/g, ' ');

/** A rule's own sentence: `code` stays code, and everything else reads as it stands, such as the stars of Bash(npm run test:*). */
export const proseOf = (text: string): string =>
  text
    .split(/(`[^`]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : escapeMarkdown(part)))
    .join('');
