/** One document as the tracer sees it, with all that is asked of it made ready when it is first asked for. */
import type { ClaudeUse } from '../claude/claude';
import type { Facts } from '../facts';
import type { Flow } from '../flow/flow';
import type { Format } from '../formats/format';
import type { Links } from '../modules/links';
import { once } from '../once';
import type { SourceFile } from '../types';
import { type Asking, createAsking } from './asking';
import { type Confinement, createConfinement } from './confinement';
import { createFunctions, type Functions } from './functions';
import { createRegions, type Regions } from './regions';
import { createSchemas, type Schemas } from './schemas';
import { createSources, type Sources } from './sources';
import { createUses, type Uses } from './uses';

export interface UnitOptions {
  file: SourceFile;
  /** The document's own. */
  text: string;
  facts: Facts;
  flow: Flow;
  format: Format;
  links: Links;
  /** The document's offset -> the file's. */
  toFile(offset: number): number;
  claude(): ClaudeUse;
}

export interface Unit extends Omit<UnitOptions, 'claude'> {
  readonly claude: ClaudeUse;
  readonly asking: Asking;
  readonly functions: Functions;
  readonly uses: Uses;
  readonly regions: Regions;
  readonly confinement: Confinement;
  readonly sources: Sources;
  readonly schemas: Schemas;
}

export function createUnit({ claude, ...options }: UnitOptions): Unit {
  const parts = {
    claude: once(claude),
    asking: once(() => createAsking(unit)),
    functions: once(() => createFunctions(unit)),
    uses: once(() => createUses(unit)),
    regions: once(() => createRegions(unit.facts)),
    confinement: once(() => createConfinement(unit)),
    sources: once(() => createSources(unit)),
    schemas: once(() => createSchemas(unit)),
  };
  const unit: Unit = {
    ...options,
    get claude() {
      return parts.claude();
    },
    get asking() {
      return parts.asking();
    },
    get functions() {
      return parts.functions();
    },
    get uses() {
      return parts.uses();
    },
    get regions() {
      return parts.regions();
    },
    get confinement() {
      return parts.confinement();
    },
    get sources() {
      return parts.sources();
    },
    get schemas() {
      return parts.schemas();
    },
  };
  return unit;
}
