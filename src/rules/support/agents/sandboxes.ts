/** How programs keep what a model has made from the machine they run on, as data. */
import type { Range } from '../../../engine/facts';
import { perObject } from '../../../engine/per-object';
import type { Document } from '../../../engine/types';
import { functionAt, within } from '../values';

/** Containers, virtual machines and restricted interpreters, by the names under which code uses them. */
const container =
  /docker|podman|\be2b\b|code_?interpreter|firejail|\bbwrap\b|bubblewrap|nsjail|gvisor|\brunsc\b|daytona|\bmodal\b|sandbox|web_?container|firecracker|microvm|seccomp|\bchroot\b|\bunshare\b|isolated-vm|kubernetes|\bkubectl\b|\bssh\b|remote_?exec|RestrictedPython|pyodide|vercel\/sandbox/i;
/** Somebody is asked, or a list decides. */
const decided =
  /confirm|approv|consent|permission|\binput\(|\bprompt\(|allow_?(?:ed|list)|whitelist|permitted|dry_?run|safe_?commands|is_?safe|validate_?command/i;

/** The document's code without its comments. */
const code = perObject(({ text, facts }: Document): string => {
  const comments = [...facts.comments].sort((left, right) => left.start - right.start);
  let [found, at] = ['', 0];
  for (const { start, end } of comments) {
    found += text.slice(at, Math.max(at, start));
    at = Math.max(at, end);
  }
  return found + text.slice(at);
});

/** Something in the document is a sandbox, or runs in one. */
export const usesSandbox = perObject((document: Document): boolean => container.test(code(document)));

/** In the function around a place, or in one that it calls, a person or a list decides about what is done. */
export function isDecided(range: Range, document: Document): boolean {
  const { facts, flow, text } = document;
  const inner = functionAt(range, document);
  if (!inner) return decided.test(code(document));
  const called = facts.calls.flatMap((call) =>
    within(call.range, inner.range) ? (flow.calledFunction(call)?.range ?? []) : [],
  );
  return [inner.range, ...called].some(({ start, end }) => decided.test(text.slice(start, end)));
}
