/** Which file `uses: ./…` or `uses: $/…` of a workflow names: a workflow, or the folder of an action, from the repository's root. */
import { joined } from './paths';
import type { ModuleTree, Resolve } from './tree';

const actionFiles = ['action.yml', 'action.yaml'];

/** Where a workflow of that name is likely to stand, from the repository's root: `PR Checks` in `pr-checks.yml`. */
export function workflowFiles(name: string): string[] {
  const words = name.toLowerCase().match(/[a-z\d]+/g) ?? [];
  const names = words.length > 0 ? new Set(['-', '_', ''].map((separator) => words.join(separator))) : [];
  return [...names].flatMap((one) => ['yml', 'yaml'].map((ending) => `./.github/workflows/${one}.${ending}`));
}

export function createWorkflowResolve(tree: ModuleTree): Resolve {
  return (from, specifier) => {
    // The root of the repository is where `.github` is; of an action elsewhere it is taken to be the root that is scanned.
    const root = /^(.*?)\/?(?:^|\/)\.github\//.exec(from)?.[1] ?? '';
    const path = /^[.$]\//.test(specifier) ? joined(root, `.${specifier.slice(1)}`) : undefined;
    if (path === undefined) return undefined;
    const inFolder = actionFiles.map((name) => (path === '' ? name : `${path}/${name}`));
    return (/\.ya?ml$/i.test(path) ? [path] : inFolder).find((one) => tree.has(one));
  };
}
