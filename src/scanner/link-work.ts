/** What a worker does where ways lead through several files. */
import type { Engine } from '../engine/analyze';
import { languageOf, specifiersOf } from '../engine/modules/specifiers';
import { type Files, readSmall } from './files';
import { Project, type ProjectFile } from './project';
import { decodeText } from './text';
import type { Candidate, ChangedFile, Linked, LinkedResult, LinkRequest, Settled } from './types';

/** Longer modules are not followed into, in bytes. */
const longestModule = 1 << 19;
/** How long files are looked at without a pause, in ms: an open document may be waiting. */
const sliceOfTime = 30;

export interface LinkWork {
  /** See `Scanner`, each of them. */
  imports(files: readonly Candidate[]): Promise<readonly (readonly string[])[]>;
  link(request: LinkRequest): Promise<Linked>;
  settle(root: string, paths: readonly string[], alive: () => void): Settled | undefined;
  relink(root: string, files: readonly ChangedFile[]): string[];
  /** The project that the file belongs to. */
  projectOf(root: string | undefined, path: string): Project | undefined;
}

/** A text that is no longer than a module may be; undefined where it can't be had. */
function textOf(files: Files, absolute: string): string | undefined {
  try {
    const bytes = readSmall(files, absolute, longestModule);
    return bytes && decodeText(bytes)?.text;
  } catch {
    return undefined;
  }
}

function importsOf(files: Files, { path, absolute }: Candidate): readonly string[] {
  const language = languageOf(path);
  const text = language && textOf(files, absolute);
  return language && text !== undefined ? specifiersOf(language, text) : [];
}

const uriIn = (rootUri: string, path: string) => `${rootUri}/${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`;

function openProject(engine: Engine, files: Files, request: LinkRequest): Project {
  const { root, rootUri, files: listed, configs, manifests, asking, today } = request;
  const projectFiles = listed.map(
    ({ path, specifiers, config, host }): ProjectFile => ({
      path,
      uri: uriIn(rootUri, path),
      specifiers,
      options: { config: configs[config]!, today },
      host,
    }),
  );
  const read = (path: string) => textOf(files, `${root}/${path}`);
  const content = { files: projectFiles, manifests, asking };
  return new Project(content, { engine, manifest: read, read: ({ path }) => read(path) });
}

export function createLinkWork(engine: Engine, files: Files): LinkWork {
  const projects = new Map<string, { project: Project; rootUri: string }>();
  return {
    async imports(candidates) {
      const end = performance.now() + sliceOfTime;
      const found: (readonly string[])[] = [];
      for (const candidate of candidates) {
        if (found.length > 0 && performance.now() > end) break;
        found.push(importsOf(files, candidate));
      }
      return found;
    },
    async link(request) {
      await engine.ready();
      const project = openProject(engine, files, request);
      projects.set(request.root, { project, rootUri: request.rootUri });
      // Neighbours rest on the same modules, which are then still there.
      return { roots: [...project.roots].sort() };
    },
    settle(root, paths, alive) {
      const project = projects.get(root)?.project;
      if (!project) return undefined;
      const end = performance.now() + sliceOfTime;
      const results: LinkedResult[] = [];
      let done = 0;
      while (done < paths.length && (done === 0 || performance.now() < end)) {
        alive();
        for (const { file, analysis } of project.analyse([paths[done]!])) {
          const { findings, suppressed, notices } = analysis;
          results.push({ path: file.path, uri: file.uri, findings, suppressed, notices });
        }
        done++;
      }
      return { results, done, left: project.left };
    },
    relink(root, changed) {
      const found = projects.get(root);
      if (!found) return [];
      const { project, rootUri } = found;
      const affected = changed.flatMap(({ path, options, host = {}, asks = false }) => {
        const uri = uriIn(rootUri, path);
        const others = project.refresh(path, options && { path, uri, options, host });
        const marked = options ? project.mark(path, asks) : [];
        return [...others, ...marked, ...(project.mayRest(path) ? [path] : [])];
      });
      return [...new Set(affected)];
    },
    projectOf(root, path) {
      const project = root === undefined ? undefined : projects.get(root)?.project;
      return project?.has(path) ? project : undefined;
    },
  };
}
