/** Where a document brings somebody else's source to this machine: clones of what a caller names, heads of pull requests. */
import type { Call, Range, Value } from '../../../engine/facts';
import { perObject } from '../../../engine/per-object';
import type { Document } from '../../../engine/types';
import { elementsIn } from '../agents/processes';
import { callsByName } from '../traces';

export interface Checkout {
  /** `pull`: the head of a pull request, in the folder where the program is. `clone`: of an address that others have written. */
  kind: 'pull' | 'clone';
  range: Range;
  /** What it is told, as far as that is known: the folder among it. */
  words: readonly string[];
}

const mentioned = /\b(?:clone|clone_from|clone_repository|checkout|fetch)\b/i;
const pullRequest =
  /\bgh\0*\s+(?:\S+\s+)*?pr\s+checkout\b|\bgit\s+(?:\S+\s+)*?(?:fetch|pull)\s[^\n;&|]*\b(?:pull|merge-requests|pull-requests)\/[^\s/]+\/(?:head|merge|from)\b/;
const cloning = /\b(?:git\s+(?:-\S+\s+)*clone|gh\s+repo\s+clone)\s/;
const cloneFunction =
  /^git(?:\.repo)?\.Repo\.clone_from$|^pygit2\.clone_repository$|^dulwich\.porcelain\.clone$|^(?:simple-git|isomorphic-git|nodegit|degit|tiged)#.*\bclone$/;
/** Somebody has looked at who sends it. */
const vetted =
  /author_?association|collaborator|isCrossRepository|is_?cross_?repo|head_?repo|head\.repo|allow_?list|allowed_?(?:repo|org|owner|user)|(?<!un)trusted|permission[_-]?level|\.fork\b|is_?fork|maintainer/i;

/** Each with its place; those that something has looked at are none. */
export const checkoutsOf = perObject((document: Document): readonly Checkout[] => {
  if (!mentioned.test(document.text) || vetted.test(document.text)) return [];
  return [...written(document), ...called(document)];
});

/** In shell scripts. */
function written({ facts, text }: Document): Checkout[] {
  return facts.commands.flatMap(({ name, words: given, range }): Checkout[] => {
    const words = [name, ...given.map(({ text }) => text)];
    const isPull = pullRequest.test(words.join(' ')) && isBroughtIn(words, text.slice(range.end));
    return isPull ? [{ kind: 'pull', range, words }] : [];
  });
}

/** What is fetched lies beside the files, until something brings it there. */
const isBroughtIn = (words: readonly string[], later: string): boolean =>
  !words.includes('fetch') || /\b(?:checkout|switch|merge|reset|rebase|read-tree|worktree)\b/.test(later);

const called = (document: Document): Checkout[] =>
  [...callsByName(document)].flatMap(([name, calls]) =>
    calls.flatMap((call) =>
      cloneFunction.test(name) ? clonedBy(call, document) : mayRun(call, document) ? startedBy(call, document) : [],
    ),
  );

function clonedBy(call: Call, document: Document): Checkout[] {
  const values = call.args.map(({ value }) => value);
  const words = values.map((one) => document.flow.pattern(one) ?? '\0');
  return isOthers(values[0], document) ? [{ kind: 'clone', range: call.callee.range, words }] : [];
}

function startedBy(call: Call, document: Document): Checkout[] {
  const values = call.args.flatMap(({ value }) => elementsIn(value, document));
  const words = values.map((one) => document.flow.pattern(one) ?? '\0');
  const [line, found] = [words.join(' '), { range: call.callee.range, words }];
  if (pullRequest.test(line) && isBroughtIn(words, document.text.slice(call.range.end)))
    return [{ kind: 'pull', ...found }];
  const isClone = cloning.test(line) && values.some((one) => isOthers(one, document));
  return isClone ? [{ kind: 'clone', ...found }] : [];
}

/** Cheap: the first words name a program, or hold a line of them. */
function mayRun(call: Call, { text }: Document): boolean {
  const { start, end } = call.argsRange;
  return /\b(?:git|gh)\b/.test(text.slice(start, Math.min(end, start + 400)));
}

/** A caller, or a chat, has written it; the repository that a signed event is about is no free choice. */
function isOthers(value: Value | undefined, document: Document): boolean {
  if (!value) return false;
  const traces = document.trace(value, { use: 'prompt', kinds: ['request', 'message', 'form'] });
  return traces.some(({ source }) => !isOwnRepository(source.range, source.file?.text ?? document.text));
}

const isOwnRepository = ({ start, end }: Range, text: string): boolean =>
  /\brepository\b|\[["']repository["']\]/.test(text.slice(start, end + 60).split('\n')[0] ?? '');
