/** What Claude Code may do, as far as it is known where a document of its settings is looked at. */
import { perObject } from '../../../engine/per-object';
import type { Document } from '../../../engine/types';
import { agentSettingsOf } from '../agents/settings';
import { type Layer, layerOf, layerOfRows, type Scope } from './layers';
import { type Access, resolveAccess } from './resolve';

const localFile = /\/settings\.local\.json$/;
const projectFile = /(?:^|\/)\.claude\/settings\.json$/;

function scopeOf(path: string, isManaged: boolean): Scope {
  if (isManaged) return 'managed';
  return localFile.test(path) ? 'local' : 'project';
}

/**
 * The other files that are there for everybody who has this one: one person's own settings close nothing for the others who
 * share the project's.
 */
function othersOf({ file }: Document, scope: Scope): Layer[] {
  const isShared = scope === 'project' && file.host?.git === 'tracked';
  return (file.host?.agent?.settings ?? [])
    .filter(({ path }) => !(isShared && localFile.test(path)))
    .map(({ path, rows }) => layerOfRows(scopeOf(path, false), path, rows));
}

function resolved(document: Document, others: (scope: Scope) => Layer[]): Access | undefined {
  const settings = agentSettingsOf(document);
  if (!settings) return undefined;
  const { file, facts } = document;
  const scope = scopeOf(file.path, settings.scope === 'managed');
  const isFile = !document.outer && (projectFile.test(file.path) || localFile.test(file.path));
  return resolveAccess([layerOf(scope, file.path, facts.settings), ...(isFile ? others(scope) : [])]);
}

/** What holds for everybody who has the document. Undefined: it holds no settings of Claude Code. */
export const accessOf = perObject((document: Document) => resolved(document, (scope) => othersOf(document, scope)));

/** What holds for whoever has all of the project's settings that are here. */
export const projectAccess = perObject((document: Document) => resolved(document, () => othersOf(document, 'local')));

/** What the document itself says. */
export const isOwn = (layer: Layer, { file }: Document): boolean => layer.path === file.path;

/** What the project's shared settings stop, for a document that is none of them: a script, a command, a skill. */
export const projectAccessOf = perObject(
  ({ file }: Document): Access =>
    resolveAccess(
      (file.host?.agent?.settings ?? []).map(({ path, rows }) => layerOfRows(scopeOf(path, false), path, rows)),
    ),
);
