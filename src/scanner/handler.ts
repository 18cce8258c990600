/** What a worker does with each request. */
import type { AnalyzeOptions, Engine } from '../engine/analyze';
import type { SourceFile } from '../engine/types';
import { createDiskWork, NoDisk } from './disk-work';
import type { Files } from './files';
import { createLinkWork, type LinkWork } from './link-work';
import { isMinified } from './needles';
import type { FolderWork, Handle, Request } from './protocol';
import { analyzeText, scanFile } from './scan-file';
import { largestWhole } from './sizes';
import { utf8Length } from './text';
import type { LinkedAnalysis } from './types';

/**
 * @param files the worker's own disk; a worker without one is never to be sent a `FileJob` or `Candidate`
 * @param folders the same for a `FolderRequest`
 */
export function createHandler(engine: Engine, files?: Files, folders?: FolderWork): Handle {
  const links = files && createLinkWork(engine, files);
  const disk = createDiskWork(files, folders);
  return async (request, line) => {
    const { alive } = line;
    switch (request.op) {
      case 'sift':
      case 'walk':
      case 'place':
        return disk(request, line);
      case 'scanFile':
        if (!files) throw new NoDisk();
        return scanFile(engine, files, request.job, alive);
      case 'imports':
        if (!links) throw new NoDisk();
        return links.imports(request.files);
      case 'link':
        if (!links) throw new NoDisk();
        return links.link(request.request);
      case 'settle':
        return links?.settle(request.root, request.paths, alive);
      case 'relink':
        return links?.relink(request.root, request.files) ?? [];
      case 'analyze':
        return analyzeOpen(engine, links, request);
      case 'validateFix': {
        const { file, finding, fix, options, linked } = request;
        const project = links?.projectOf(linked, file.path);
        const examine = project && ((one: SourceFile, given: AnalyzeOptions) => project.examine(one, given));
        return (await engine.validateFix(file, finding, fix, options, examine)) !== undefined;
      }
      case 'suppressionFix':
        return engine.suppressionFix(request.file, request.finding, request.form);
      case 'maskedLines':
        return engine.maskedLines(request.file, request.finding, request.options);
    }
  };
}

/** An open document, with the others that it is linked with. */
async function analyzeOpen(
  engine: Engine,
  links: LinkWork | undefined,
  { file, options, linked }: Request & { op: 'analyze' },
): Promise<LinkedAnalysis> {
  const project = links?.projectOf(linked, file.path);
  const isWhole = utf8Length(file.text) <= largestWhole && !isMinified(file.path);
  if (!project || !isWhole) {
    const analysis = await analyzeText(engine, file, options);
    return linked === undefined || project ? analysis : { ...analysis, unlinked: true };
  }
  const { path } = file;
  const affected = project.edit(file, options);
  const examine = () => [...project.analyse([path])][0]!.analysis;
  let analysis = project.mayRest(path) ? examine() : await analyzeText(engine, file, options);
  const marked = project.mark(path, analysis.asks === true);
  if (marked.includes(path) && project.mayRest(path)) analysis = examine();
  const { findings, suppressed, notices, credentials } = analysis;
  const others = new Set([...affected, ...marked].filter((one) => one !== path));
  return { findings, suppressed, notices, ...(credentials && { credentials }), affected: [...others] };
}
