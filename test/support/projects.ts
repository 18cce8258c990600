/** Projects: `test/projects/<name>/…`, whose files import each other. Wants are as in fixtures, each with its rule. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf, specifiersOf } from '../../src/engine/modules/specifiers';
import { isManifest } from '../../src/engine/modules/tree';
import type { Finding } from '../../src/engine/types';
import { Project, type ProjectFile } from '../../src/scanner/project';
import { engine, options, sourceFile } from './engine';
import { type Fixture, readFixture } from './fixtures';

export const projectsFolder = join(__dirname, '../projects');

export interface TestProject {
  name: string;
  files: Fixture[];
}

export const readProjects = (): TestProject[] =>
  readdirSync(projectsFolder)
    .sort()
    .map((name) => ({ name, files: filesIn(name) }));

function filesIn(name: string): Fixture[] {
  const entries = readdirSync(join(projectsFolder, name), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map(({ parentPath, name: file }) => join(parentPath, file));
  return files
    .sort()
    .map((file) => readFixture(join(name, file.slice(join(projectsFolder, name).length + 1)), projectsFolder));
}

/** The project of these texts, by path. */
export async function projectOf(texts: Readonly<Record<string, string>>): Promise<Project> {
  const files: ProjectFile[] = [];
  const asking: string[] = [];
  for (const [path, text] of Object.entries(texts)) {
    const language = languageOf(path);
    if (!language) continue;
    files.push({ path, uri: `file:///${path}`, specifiers: specifiersOf(language, text), options, host: {} });
    if ((await engine.analyze(sourceFile(path, text), options)).asks) asking.push(path);
  }
  const read = ({ path }: { path: string }) => texts[path];
  const manifests = Object.keys(texts).filter(isManifest);
  return new Project({ files, manifests, asking }, { engine, read, manifest: (path) => texts[path] });
}

export async function findingsIn(project: Project, paths = project.roots): Promise<Finding[]> {
  await engine.ready();
  const found: Finding[] = [];
  for (const { analysis } of project.analyse(paths)) found.push(...analysis.findings);
  return found;
}
