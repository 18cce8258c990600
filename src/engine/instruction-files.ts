/** Files whose text Claude obeys, by their paths. Sources: DOMAIN 6.4 and the agents' own documentation, November 2026. */

/** Claude Code's own, and those of its plugins that have a name of their own. */
const named = /(?:^|\/)(?:CLAUDE(?:\.local)?|AGENTS|SKILL|skill|MEMORY)\.md$|(?:^|\/)\.claude\/(?:[^/]+\/)*[^/]+\.md$/;
/** Rules of editors and agents that run Claude's models, too. */
const rulesOfOthers =
  /(?:^|\/)(?:\.(?:cursor|windsurf|cline|roo)rules(?:-\w+)?$|\.(?:(?:cursor|windsurf|continue)\/(?:rules|commands|agents|prompts)|roo\/rules[^/]*|kiro\/steering|clinerules|agents?)\/(?:[^/]+\/)*[^/]+\.mdc?$|\.clinerules\/|\.github\/(?:copilot-instructions\.md$|(?:instructions|prompts|chatmodes|agents)\/(?:[^/]+\/)*[^/]+\.md$))/i;
/** Parts of a plugin, which other documents have folders of the same name for: these begin with front matter. */
const partOfPlugin = /(?:^|\/)(?:agents|commands|skills|output-styles)\/(?:[^/]+\/)*[^/]+\.md$/i;
const documentation = /(?:^|\/)(?:docs?|documentation|website|content)\//i;
/** A prompt that a program reads. */
const prompt =
  /(?:^|\/)(?:(?:system[-_.]?)?prompts?\/(?:[^/]+\/)*[^/]+\.(?:md|txt|prompt|j2|jinja2?|tmpl|hbs|mustache|ya?ml|json|toml)|[^/]*\.prompt(?:\.(?:md|txt))?|(?:\w+[-_.])?(?:system[-_.]?)?prompts?\.(?:txt|md|j2|jinja2?|tmpl|ya?ml))$/i;

const frontMatter = /^\uFEFF?---[ \t]*\r?\n(?:[^\n]*\n){0,40}?(?:name|description|allowed-tools|tools)[ \t]*:/;

/** Instructions for an agent: `CLAUDE.md`, `AGENTS.md`, skills, subagents, commands, rules. */
export function isInstructionFile(path: string, text: string): boolean {
  if (named.test(path) || rulesOfOthers.test(path)) return true;
  return partOfPlugin.test(path) && !documentation.test(path) && frontMatter.test(text);
}

/** The same, and prompts that a program gives to Claude, which stand in files of their own. */
export const isPromptFile = (path: string, text: string): boolean => prompt.test(path) || isInstructionFile(path, text);

/** A file of which `isPromptFile` can be true, whatever stands in it. */
export const mayBePromptFile = (path: string): boolean =>
  [named, rulesOfOthers, partOfPlugin, prompt].some((pattern) => pattern.test(path));
