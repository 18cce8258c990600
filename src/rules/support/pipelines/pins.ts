/** What a pipeline with an agent takes from elsewhere and does not hold fast: images, orbs, plugins, components, remote files. */
import type { Range } from '../../../engine/facts';
import { type DataNode, entriesOf, resolved } from '../../../engine/formats/data-tree';
import type { Document } from '../../../engine/types';
import { type System, systemOf } from '../../../engine/workflows/systems';

export interface Unpinned {
  /** `remote`: a file without a checksum. */
  kind: 'moving' | 'remote';
  /** What is taken, and the part that can be moved to another one. */
  name: string;
  ref: string;
  range: Range;
}

/** A key or a value, and where it stands. */
interface Place {
  path: readonly string[];
  text: string;
  range: Range;
  /** The map that holds it. */
  parent?: DataNode | undefined;
}

const maxPlaces = 20_000;
const maxDepth = 16;
const agents = /claude|anthropic/i;

/** @param hasAgent a job of the file runs an agent: what else is taken runs beside its key */
export function unpinnedIn(document: Document, hasAgent: boolean): Unpinned[] {
  const id = systemOf(document.file.path)?.id;
  if (!id) return [];
  const [root] = document.facts.trees ?? [];
  const places = id === 'jenkins' ? imagesOfJenkins(document) : placesIn(root);
  return places.flatMap((place) => unpinned(place, id, hasAgent) ?? []);
}

function placesIn(root: DataNode | undefined): Place[] {
  const found: Place[] = [];
  const visit = (one: DataNode | undefined, path: readonly string[], parent?: DataNode): void => {
    const node = one?.kind === 'alias' ? undefined : resolved(one);
    if (!node || path.length > maxDepth || found.length > maxPlaces) return;
    if (node.kind === 'scalar') found.push({ path, text: String(node.value ?? ''), range: node.content, parent });
    if (node.kind === 'list') for (const item of node.items) visit(item, [...path, '*'], parent);
    if (node.kind !== 'map') return;
    for (const { key, keyRange, value } of node.entries) {
      found.push({ path: [...path, ':'], text: key, range: keyRange });
      visit(value, [...path, key], node);
    }
  };
  visit(root, []);
  return found;
}

function unpinned(place: Place, id: System['id'], hasAgent: boolean): Unpinned | undefined {
  const path = place.path.join('/');
  if (/(?:^|\/)(?:image(?:\/name)?|container)$/.test(path)) return imageOf(place);
  if (id === 'circleci' && /^orbs\/[^/]+$/.test(path)) return versioned(place, /^(\S+)@(\S+)$/, hasAgent);
  if (id === 'buildkite' && /(?:^|\/)plugins(?:\/\*)?(?:\/:)?$/.test(path))
    return versioned(place, /^([^#\s]+)(?:#(\S+))?$/, false);
  if (id === 'gitlab' && /^include(?:\/\*)?\/component$/.test(path)) return versioned(place, /^(\S+)@(\S+)$/, hasAgent);
  if (id === 'gitlab' && /^include(?:\/\*)?(?:\/remote)?$/.test(path)) return remoteOf(place, hasAgent);
  return undefined;
}

const exact = /^v?\d+\.\d+\.\d+\S*$/;
/** A whole hash of git’s, which nobody can move. */
export const commit = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/** Whatever was published last, or what its author still works on. */
const newest = /^(?:volatile|dev:.+|~latest|latest|main|master|HEAD)$/i;

/** Agents at their exact version or commit; others where they move with each change. */
function versioned({ text, range }: Place, form: RegExp, hasAgent: boolean): Unpinned | undefined {
  const [, name = '', ref = ''] = form.exec(text.trim()) ?? [];
  if (!name || /[$<]/.test(ref) || exact.test(ref) || commit.test(ref)) return undefined;
  const isMeant = agents.test(name) || (hasAgent && newest.test(ref));
  return isMeant ? { kind: 'moving', name, ref: ref || 'HEAD', range } : undefined;
}

/** An image of an agent, without digest and without an exact version. */
export function imageOf({ text, range }: Pick<Place, 'text' | 'range'>): Unpinned | undefined {
  const [, name = '', tag = 'latest'] = /^([^\s@$]+?)(?::([\w.-]+))?$/.exec(text.trim()) ?? [];
  if (!agents.test(name) || exact.test(tag)) return undefined;
  return { kind: 'moving', name, ref: tag, range };
}

function remoteOf({ text, range, parent }: Place, hasAgent: boolean): Unpinned | undefined {
  if (!/^https?:\/\//.test(text) || !(hasAgent || agents.test(text))) return undefined;
  const isChecked = entriesOf(parent).some(({ key }) => key === 'integrity');
  // The address may name a commit.
  return isChecked || /\/[0-9a-f]{40}\//.test(text) ? undefined : { kind: 'remote', name: text, ref: '', range };
}

/** `docker { image '…' }`, `docker.image('…')`. */
function imagesOfJenkins({ text }: Document): Place[] {
  return [...text.matchAll(/\bimage\b\s*\(?\s*(['"])([^'"\n]+)\1/g)].map(({ 0: whole, 2: image = '', index }) => {
    const start = index + whole.lastIndexOf(image);
    return { path: ['image'], text: image, range: { start, end: start + image.length } };
  });
}
