/** Reads what the training teaches, as maintainers write it: one YAML file for each lab. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Attempt, Check, Content, Lab, LabLanguage, Variant } from '../training/types';

/** Where a file is not named, the variant's first one is meant. */
type Loose<T extends { file: string }> = Omit<T, 'file'> & { file?: string };

interface WrittenVariant {
  files: Record<string, string>;
  checks: Loose<Check>[];
  right: { name: string; edits: Loose<Attempt['edits'][number]>[] }[];
  wrong: WrittenVariant['right'];
}
type WrittenLab = Omit<Lab, 'variants'> & { variants: Partial<Record<LabLanguage, WrittenVariant>> };

function variantOf({ files, checks, right, wrong }: WrittenVariant): Variant {
  const [first = ''] = Object.keys(files);
  const attempts = (all: WrittenVariant['right']): Attempt[] =>
    all.map(({ name, edits }) => ({ name, edits: edits.map((edit) => ({ file: first, ...edit })) }));
  return {
    files,
    checks: checks.map((check) => ({ file: first, ...check })),
    right: attempts(right),
    wrong: attempts(wrong),
  };
}

function labOf({ variants, ...lab }: WrittenLab): Lab {
  const entries = Object.entries(variants).map(([language, variant]) => [language, variantOf(variant)] as const);
  return { ...lab, variants: Object.fromEntries(entries) };
}

function readLab(path: string): Lab {
  try {
    return labOf(parse(readFileSync(path, 'utf8')));
  } catch (error) {
    throw new Error(`${path} is no lab: ${error instanceof Error ? error.message : error}`);
  }
}

/** In order of difficulty, then of their ids. @param folder `src/training/content` */
export function readContent(folder: string): Content {
  const names = readdirSync(join(folder, 'labs')).filter((name) => name.endsWith('.yaml'));
  const labs = names.map((name) => readLab(join(folder, 'labs', name)));
  return { labs: labs.sort((a, b) => a.difficulty - b.difficulty || (a.id < b.id ? -1 : 1)) };
}

/** Without what only tests need. */
export const shipped = ({ labs }: Content): Content => ({
  labs: labs.map((lab) => ({
    ...lab,
    variants: Object.fromEntries(
      Object.entries(lab.variants).map(([language, variant]) => [
        language,
        { ...variant, right: variant.right.slice(0, 1), wrong: [] },
      ]),
    ),
  })),
});
