/** What a GitHub workflow, or an action that is put together of steps, says. Every range is of the file's text. */
import type { Range } from '../facts';
import type { Document } from '../types';

/** A scalar as a text: `true` and `10` too. */
export interface Text {
  value: string;
  /** Quotes excluded. */
  range: Range;
  /** The pair that gives it, key included; the item of a list. */
  pair: Range;
  /** It is written in one of the plain styles, so that text may be added to it as it is. */
  isPlain: boolean;
  /** Offset in `value` -> offset in the file. */
  toFile(offset: number): number;
}

export type Texts = ReadonlyMap<string, Text>;

export interface Trigger {
  /** `issues`, `pull_request_target`, `schedule` … */
  event: string;
  range: Range;
  /** Absent: all, or the event's default ones. */
  types?: readonly string[];
  /** Patterns of branches that it is restricted to. */
  branches?: readonly string[];
  /** `workflow_run`: the names of the workflows that it comes after. */
  workflows?: readonly string[];
  /** `workflow_run`: what starts those workflows, where all of them are known. */
  after?: readonly Trigger[];
}

export interface Permission {
  /** `read`, `write`, `none`. */
  access: string;
  range: Range;
}

/** What the job's token may do. */
export interface Permissions {
  /** The key. */
  range: Range;
  /** The pair. */
  pair: Range;
  /** `write-all`, `read-all`. */
  all?: string;
  scopes: ReadonlyMap<string, Permission>;
}

export interface Step {
  range: Range;
  id?: Text;
  name?: Text;
  if?: Text;
  /** `owner/name/path@ref`, `./path` or `$/path`, `docker://image`. */
  uses?: Text;
  run?: Text;
  with: Texts;
  env: Texts;
  /** Where what it runs begins. */
  folder?: Text;
  /** Of a step of an action: the step that uses it. */
  caller?: Step;
  /** It stands in this document, not in the one that is looked at. */
  origin?: Document;
}

export interface Job {
  id: string;
  /** The key. */
  range: Range;
  /** Where the job's own keys begin, in the form `if: …` would be written. */
  body?: Range;
  if?: Text;
  needs: readonly string[];
  /** Its own; else the workflow's count. */
  permissions?: Permissions;
  env: Texts;
  /** A deployment's name: it may wait for somebody's approval. */
  environment?: Text;
  /** Another workflow that is the job. */
  uses?: Text;
  with: Texts;
  steps: readonly Step[];
  /** Of a job of a workflow that is called: the job that calls it. */
  caller?: Job;
  /** Places that say something of it, too: jobs that it extends. */
  inherited?: readonly Range[];
}

export interface Workflow {
  /** An action has one job, whose triggers nobody knows. */
  kind: 'workflow' | 'action';
  name?: string;
  triggers: readonly Trigger[];
  permissions?: Permissions;
  env: Texts;
  jobs: readonly Job[];
}
