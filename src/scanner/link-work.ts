/** What a worker does where ways lead through several files. */
import type { Engine } from '../engine/analyze';
import { languageOf, specifiersOf } from '../engine/modules/specifiers';
import { type Files, readSmall } from './files';
import { Project, type ProjectFile } from './project';
import { decodeText } from './text';
import type { Candidate, LinkedResult, LinkRequest, LinkSummary } from './types';

/** Longer modules are not followed into, in bytes. */
const longestModule = 1 << 19;
/** How long files are read without a pause, in ms: an open document may be waiting. */
const readingTime = 20;

export interface LinkWork {
  /** See `Scanner.imports`. */
  imports(files: readonly Candidate[]): Promise<readonly (readonly string[])[]>;
  /** See `Scanner.link`. */
  link(
    request: LinkRequest,
    take: (result: LinkedResult) => void,
    line: { alive(): void; signal: AbortSignal },
  ): Promise<LinkSummary>;
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

export function createLinkWork(engine: Engine, files: Files): LinkWork {
  return {
    async imports(candidates) {
      const end = performance.now() + readingTime;
      const found: (readonly string[])[] = [];
      for (const candidate of candidates) {
        if (found.length > 0 && performance.now() > end) break;
        found.push(importsOf(files, candidate));
      }
      return found;
    },
    async link({ root, rootUri, files: listed, configs, manifests, asking, today }, take, { alive, signal }) {
      const projectFiles = listed.map(
        ({ path, specifiers, config, host }): ProjectFile => ({
          path,
          uri: `${rootUri}/${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`,
          specifiers,
          options: { config: configs[config]!, today },
          host,
        }),
      );
      const read = (path: string) => textOf(files, `${root}/${path}`);
      const project = new Project(
        { files: projectFiles, manifests, asking },
        {
          engine,
          manifest: read,
          read({ path }) {
            alive();
            return read(path);
          },
        },
      );
      for await (const { file, analysis } of project.analyse(project.roots)) {
        if (signal.aborted) break;
        const { findings, suppressed, notices } = analysis;
        take({ path: file.path, uri: file.uri, findings, suppressed, notices });
      }
      return { left: project.left };
    },
  };
}
