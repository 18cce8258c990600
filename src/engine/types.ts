/**
 * Every noun of the engine, with its contract. Facts about a file's content are in `facts.ts`; what the file does with
 * Claude is in `claude/claude.ts`. All of it is plain data: findings survive `structuredClone`.
 */
import type { ClaudeUse, Client, Request } from './claude/claude';
import type { Credential } from './credentials/credentials';
import type { Call, Facts, Range, Setting } from './facts';
import type { Flow } from './flow/flow';
import type { Format } from './formats/format';
import type { Links } from './modules/links';
import type { Answered, AskedPackage } from './packages/types';
import type { Server } from './server/types';
import type { Tracer } from './taint/types';

export type { Range } from './facts';

export type Severity = 'error' | 'warning' | 'info';
export type Confidence = 'high' | 'medium' | 'low';

/** The practices that have rules; the folder names under `src/rules`. */
export const practices = [
  'authentication',
  'transport',
  'permissions',
  'monitoring',
  'dependencies',
  'input',
  'errors',
  'privacy',
  'hygiene',
] as const;
export type Practice = (typeof practices)[number];

/** A text to be analysed, as a host hands it over. */
export interface SourceFile {
  /** The host's identity of the document; not looked into. */
  uri: string;
  /** Path relative to the scanned root, with `/`. Decides the format together with `languageId`. */
  path: string;
  /** VS Code's language id, when the host knows it. */
  languageId?: string;
  /**
   * The host's version of an open document, from 1; handed back with the findings. What was analysed for such a one is kept
   * for its next version. 0: a file, as it is stored.
   */
  version: number;
  text: string;
  host?: HostFacts;
}

/** What only the host can know of a file. Absent means unknown. */
export interface HostFacts {
  /** `outside`: no repository around it. `untracked`: neither tracked nor ignored. */
  git?: 'tracked' | 'untracked' | 'ignored' | 'outside';
  /** Of a manifest of packages: names of the lock files in the nearest folder that has any, its own or one around it, up to the root. */
  locks?: readonly string[];
  /** Of Claude Code's settings in a project's `.claude`. */
  agent?: AgentFacts;
  /** Where credentials of this file stand, too, as far as other files of the project have been looked at. */
  shared?: SharedFacts;
}

/** Credentials that the file has in common with others of its project, by fingerprint. */
export interface SharedFacts {
  /** Folder of the service that this file belongs to: the nearest one with a manifest; '' for the root. */
  service: string;
  /** `others`: of other environments or services, one for each of them. */
  credentials: readonly { fingerprint: string; others: readonly SharedPlace[] }[];
}

/** Another file with the same credential. */
export interface SharedPlace {
  /** Relative to the scanned root, with `/`. */
  path: string;
  service: string;
  git?: HostFacts['git'];
}

/** What goes with Claude Code's settings of a project. */
export interface AgentFacts {
  /** The project's other files of settings, as far as they decide what is allowed: no commands, no variables. */
  settings: readonly { path: string; rows: readonly Pick<Setting, 'path' | 'value'>[] }[];
  /** Files with secrets, by path from the project's folder, with `/`. */
  secrets: readonly string[];
}

/** Effective configuration of one file. Defaults and parsing are in `config/config.ts`. */
export interface Config {
  /** `recommended` hides info findings below high confidence; `all` shows everything. */
  profile: 'recommended' | 'all';
  /** Per rule id: off, or another severity. */
  rules: Readonly<Record<string, 'off' | Severity>>;
  minConfidence: Confidence;
  /** Globs (minimatch) relative to the root. Empty include: everything. */
  include: readonly string[];
  exclude: readonly string[];
  /** Hosts that `unapproved-endpoint` accepts: `gateway.example.com`, `*.example.com`. */
  allowedHosts: readonly string[];
  /** With true, every host that is not allowed is reported (a policy), not only those in shared files. */
  approvedHostsOnly: boolean;
  /** Time that one file may take, in ms. */
  fileTimeout: number;
}

declare const isSaid: unique symbol;

/** A sentence as data: `render` gives its words, `phrases` is the only way to make one. */
export interface Message {
  /** Of a text among the rule's `messages`. */
  readonly id: string;
  /** That text, in English, with places in braces: `{host}`. */
  readonly text: string;
  /** What goes into the places: a value, or a part of the sentence that has words of its own. */
  readonly args: Readonly<Record<string, string | Message>>;
  readonly [isSaid]: true;
}

/** Replacement of `range` in the text that the finding was computed from. */
export interface Edit {
  range: Range;
  text: string;
}

/** A line to be added to another file of the workspace, created where missing, unless it is there already. */
export interface AddLine {
  /** Relative to the folder of the file with the finding. */
  path: string;
  line: string;
}

/** What a fix changes. */
export interface Change {
  /** `safe`: the program still does what it did, less the weakness. `suggestion`: a person must look at it. */
  kind: 'safe' | 'suggestion';
  /** Non-overlapping edits of the finding's own file, in source order. */
  edits: Edit[];
  addLines?: AddLine[];
  /** Files to be made, by path relative to the workspace folder. A fix whose file exists already is not offered. */
  createFiles?: { path: string; text: string }[];
  /** A host to be added to `allowedHosts` of the nearest `.claude-guard.json`. */
  allowHost?: string;
}

/** A fix as a rule proposes it. */
export interface ProposedFix extends Change {
  title: Message;
}

/** A fix as it is offered. */
export interface Fix extends Change {
  /** In English. */
  title: string;
  /** The title for other languages, where it is a rule's; masked, as `title` is. */
  said?: Message;
}

/** What a rule's hook returns. Ranges are of the document that the hook saw. */
export interface Problem {
  range: Range;
  /** A sentence that says what is wrong here, without the rule's id and without a secret. */
  message: Message;
  /** Where it differs from the rule's default. */
  severity?: Severity;
  confidence?: Confidence;
  fixes?: ProposedFix[];
  related?: RelatedProblem[];
  /** `related` are the steps of a way that ends here, in order from its beginning. */
  isFlow?: boolean;
  /** Secret literals that are no credential by their shape, to be masked in every excerpt of this document. */
  secrets?: Range[];
  /**
   * What makes this finding the one it is, for its fingerprint: for a credential its own fingerprint, else the default,
   * the text of `range`.
   */
  identity?: string;
}

export interface RelatedProblem {
  message: Message;
  /** Of the document that the hook saw; with `file`, of that other file. */
  range: Range;
  file?: SourceFile;
}

export interface Position {
  /** From 1. */
  line: number;
  /** From 1, in UTF-16 units. */
  column: number;
}

export interface RelatedPlace {
  /** In English. */
  message: string;
  /** The same for other languages. */
  said: Message;
  /** Absent, both: the finding's own file. */
  uri?: string;
  path?: string;
  range: Range;
  start: Position;
  end: Position;
}

/** A problem after configuration, suppressions and masking. */
export interface Finding {
  rule: string;
  practice: Practice;
  severity: Severity;
  confidence: Confidence;
  /** In English. */
  message: string;
  /** The same for other languages. Its values are masked, too. */
  said: Message;
  /** What to do, one sentence. */
  remedy: string;
  uri: string;
  path: string;
  version: number;
  range: Range;
  start: Position;
  end: Position;
  /** The line of `start`, trimmed and shortened, every credential masked. */
  excerpt: string;
  /** Hex; depends on rule, content and surroundings, not on position or indentation. */
  fingerprint: string;
  related: RelatedPlace[];
  /** `related` are the steps of a way that ends at `range`, in order from its beginning. Absent: places in no order. */
  isFlow?: true;
  /** Offered fixes. Not yet validated: see `validate.ts`. */
  fixes: Fix[];
}

/** Something about the analysis that a person should know: a broken part, a budget that ran out. */
export interface Notice {
  path: string;
  /** In English. */
  message: string;
  /** The same for other languages, where the editor shows it at the file. */
  said?: Message;
  /** Nothing is known of the file: its analysis did not come to its end. */
  unfinished?: boolean;
}

export interface Analysis {
  findings: Finding[];
  /** Findings that a suppression hid, for `unused-suppression` and reports. */
  suppressed: Finding[];
  notices: Notice[];
  /** Its code has to do with Claude, so that what uses it may, too. */
  asks?: true;
  /** Where that was wanted: what a database of advisories could be asked about. */
  packages?: AskedPackage[];
  /** Fingerprints of the credentials that are in use there: not in a test, an example or documentation. */
  credentials?: string[];
}

/** The part of a file that one hook sees: the file itself or one embedded document. */
export interface Document {
  file: SourceFile;
  format: Format;
  /** This document's own text; ranges of facts and problems are of it. */
  text: string;
  facts: Facts;
  flow: Flow;
  claude: ClaudeUse;
  trace: Tracer;
  /** Whether a call leads to a request to Claude, be it through other functions and modules. */
  asks(call: Call): boolean;
  links: Links;
  /** What it serves. */
  server: Server;
  /** The document that this one is embedded in. */
  outer?: Document;
  /** Those that are embedded in this one. */
  inner: readonly Inner[];
  /** The embedding's role, see `Embedded.role`. */
  role?: string;
}

/** A document inside another. */
export interface Inner {
  document: Document;
  /** Its offset -> the file's. */
  toFile(offset: number): number;
}

export interface RuleContext {
  document: Document;
  config: Config;
  /** The host's date, `YYYY-MM-DD`. */
  today: string;
  /** What a database of advisories has said, where a person has had it asked. */
  answered?: Answered;
  /** A test, fixture, example or documentation file: lowers confidence, never hides a real-looking key. */
  setting: 'production' | 'test' | 'example' | 'documentation';
}

/** One bad and one good text per language or format; a test runs both. `{{key}}` stands for a generated key, `{{hidden:…}}` for a text in characters that are not seen. */
export interface Example {
  /** File name, which decides the format: `client.ts`, `.env`. */
  file: string;
  bad: string;
  good: string;
  /** Host facts that the bad example needs. */
  host?: HostFacts;
  /** Host facts of the good example, where they differ. */
  goodHost?: HostFacts;
  /** Other files of the project that the example is about, by path. */
  beside?: Readonly<Record<string, string>>;
}

/** What a rule says of itself. */
export interface RuleTexts {
  id: string;
  /** A noun phrase for lists: "Hard-coded credential". */
  title: string;
  practice: Practice;
  severity: Severity;
  confidence: Confidence;
  cwe: readonly number[];
  /** OWASP LLM Top 10 2025 and Agentic Top 10 ids. */
  owasp: readonly string[];
  /** One or two sentences: what an attacker gains. */
  why: string;
  /** One sentence in the imperative. */
  remedy: string;
  /** Where one sentence does not do: what to do, step by step. A checklist. */
  steps?: readonly string[];
  /** What is reported and what is deliberately not, as sentences for the rule's page. */
  reports: string;
  silent: string;
  /** Every text that the rule says something with, by id: messages, titles of fixes, parts of both. See `phrases`. */
  messages: Readonly<Record<string, string>>;
  examples: readonly Example[];
  /** Ids of rules whose finding at an overlapping place makes this rule's superfluous (one cause, one finding). */
  yieldsTo?: readonly string[];
}

/** A weakness, in one file. Hooks are pure; what they return is checked, settled and masked by the engine. */
export interface Rule extends RuleTexts {
  credential?(credential: Credential, context: RuleContext): Problem[];
  client?(client: Client, context: RuleContext): Problem[];
  request?(request: Request, context: RuleContext): Problem[];
  call?(call: Call, context: RuleContext): Problem[];
  setting?(setting: Setting, context: RuleContext): Problem[];
  /** What this rule would like a database of advisories to be asked about. */
  packages?(context: RuleContext): AskedPackage[];
  /** Once per document. */
  document?(context: RuleContext): Problem[];
}
