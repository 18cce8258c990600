/** What jobs of GitLab take from other places of their file, and steps that CircleCI's jobs use by a name. */
import { type DataEntry, type DataNode, entriesOf, type MapNode, resolved } from '../formats/data-tree';

/** GitLab itself follows `extends` this far. */
const maxDepth = 11;
/** Words of the root that are no jobs. */
const globals = ['default', 'include', 'stages', 'variables', 'workflow', 'image', 'services', 'cache', 'spec'];
/** What a job has from all jobs, where it says nothing of its own. */
const shared = ['before_script', 'after_script', 'image'];

/** The root with its jobs whole: `extends` followed, and what `default`, or the root itself, says for all. */
export function inheriting(root: DataNode | undefined): DataNode | undefined {
  const map = resolved(root);
  if (map?.kind !== 'map') return root;
  const common = [...map.entries, ...entriesOf(at(map, 'default'))].filter(({ key }) => shared.includes(key));
  const jobs = map.entries.filter(({ key }) => !globals.includes(key) && !shared.includes(key));
  const entries = jobs.map((entry): DataEntry => {
    const own = resolved(entry.value);
    return own?.kind === 'map' ? { ...entry, value: wholeJob(own, map, common) } : entry;
  });
  const said = map.entries.filter(({ key }) => key === 'variables');
  return { ...map, entries: [...said, ...entries] };
}

const at = (map: MapNode, name: string): DataNode | undefined => map.entries.find(({ key }) => key === name)?.value;

function wholeJob(job: MapNode, root: MapNode, common: readonly DataEntry[]): MapNode {
  const said = [job, ...parentsOf(job, root)].flatMap((one) => entriesOf(one));
  const all = said.some(({ key }) => key === 'script') ? [...said, ...common] : said;
  // The first one of a key counts.
  const entries = [...new Map(all.reverse().map((entry) => [entry.key, entry])).values()];
  return { ...job, entries };
}

/** The nearest first, each once; of several the last one counts most. */
function parentsOf(job: MapNode, root: MapNode): MapNode[] {
  const found = new Set<MapNode>();
  const visit = (one: MapNode, depth: number): void => {
    for (const name of depth < maxDepth ? extendedBy(one) : []) {
      const parent = resolved(at(root, name));
      if (parent?.kind !== 'map' || found.has(parent)) continue;
      found.add(parent);
      visit(parent, depth + 1);
    }
  };
  visit(job, 0);
  return [...found];
}

function extendedBy(job: MapNode): string[] {
  const given = resolved(entriesOf(job).find(({ key }) => key === 'extends')?.value);
  const names = given?.kind === 'list' ? given.items.map(resolved).reverse() : [given];
  return names.flatMap((name) => (name?.kind === 'scalar' ? [String(name.value)] : []));
}

/** Templates: jobs that others extend, and that do not run themselves, as their names begin with a dot. */
export function templatesOf(root: DataNode | undefined): ReadonlySet<string> {
  const map = resolved(root);
  const jobs = map?.kind === 'map' ? map.entries.map(({ value }) => resolved(value)) : [];
  const names = jobs.flatMap((job) => (job?.kind === 'map' ? extendedBy(job) : []));
  return new Set(names.filter((name) => name.startsWith('.')));
}

/** CircleCI: `commands: { name: { steps: … } }`. */
export function commandsOf(root: DataNode | undefined): ReadonlyMap<string, DataNode> {
  const map = resolved(root);
  const commands = map?.kind === 'map' ? entriesOf(at(map, 'commands')) : [];
  return new Map(
    commands.flatMap(({ key, value }): [string, DataNode][] => {
      const command = resolved(value);
      return command?.kind === 'map' ? [[key, command]] : [];
    }),
  );
}
