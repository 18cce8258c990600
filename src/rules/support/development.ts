/** What is only of use to whoever develops a program: files by their paths, code by what decides that it runs. */
import type { Range, Value } from '../../engine/facts';
import type { Document } from '../../engine/types';
import { within } from './values';

const developmentFile =
  /(?:^|[/._-])(?:dev|devel|develop|development|local|debug|debugging)(?:[/._-]|$)|(?:^|\/)\.(?:vscode|devcontainer|idea)\//i;

/** `.env.development`, `compose.dev.yaml`, `.vscode/launch.json`. */
export const isForDevelopment = (path: string): boolean => developmentFile.test(path);

const flag =
  /debug|verbose|\bdev(?:elopment|_mode|mode)?\b|\bis_?dev|\bis_?local|NODE_ENV|\bproduction\b|log_?level|\btrace\b|__DEV__|\bargs\.|\bDEV\b/i;

/** A flag of development, or an option that whoever starts the program gives, decides that this runs. */
export function isForDevelopmentOnly(range: Range, document: Document): boolean {
  return document.facts.regions.some(
    ({ kind, condition, range: around }) =>
      kind === 'branch' && condition !== undefined && within(range, around) && flag.test(sourceOf(condition, document)),
  );
}

const sourceOf = ({ range }: Value, { text }: Document): string => text.slice(range.start, range.end);

const viteHook = /\bconfigure(?:Preview)?Server(?:\s*:)?\s*$/;

/** It runs in Vite's own server, which is for development: in a plug-in's `configureServer`. */
export const isInViteServer = (range: Range, { facts, text }: Document): boolean =>
  facts.functions.some(
    (fn) =>
      within(range, fn.range) && viteHook.test(fn.name ?? text.slice(Math.max(0, fn.range.start - 40), fn.range.start)),
  );
