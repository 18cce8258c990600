/** What a file says of packages: what a project asks for, what a lock file has settled on, what a command line fetches. */
import type { Range } from '../facts';

/** As OSV spells them. */
export type Ecosystem = 'npm' | 'PyPI' | 'Go' | 'RubyGems' | 'Maven' | 'NuGet' | 'Packagist' | 'GitHub Actions';

export interface Dependency {
  ecosystem: Ecosystem;
  /** As the ecosystem compares names: those of PyPI in lower case, with single hyphens. */
  name: string;
  /** A range, or a version; '' where any will do. Of a lock file: the version. */
  requirement: string;
  /** `manifest`: what is asked for. `lock`: what was settled on. `command`: a command line or a workflow that fetches it. */
  kind: 'manifest' | 'lock' | 'command';
  /** Where a finding about it stands. */
  range: Range;
  /** The name in its source form; absent where another name may be meant. */
  named?: Range;
  /** The requirement in its source form; absent where it can't be replaced there. */
  written?: Range;
  /** Of a lock file that says so: the range that its manifest asks for. */
  asked?: string;
  isDevelopment: boolean;
}

/** Versions from `introduced` on, up to `fixed`, which is none of them. Null: to the last. `0`: from the first. */
export interface Span {
  introduced: string;
  fixed: string | null;
}

/** What a database of advisories is asked about, when a person wants it to be. */
export interface AskedPackage {
  ecosystem: Ecosystem;
  name: string;
  /** Absent: every flaw that was ever known. */
  version?: string;
}

/** What such a database has answered. */
export interface Flaw {
  id: string;
  aliases: readonly string[];
  ecosystem: Ecosystem;
  package: string;
  /** Versions that it was asked about, and said to be flawed. */
  versions: readonly string[];
  spans: readonly Span[];
  severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';
  /** A sentence of others, short and in one line. */
  summary: string;
}

export interface Answered {
  /** `YYYY-MM-DD`. */
  date: string;
  flaws: readonly Flaw[];
}
