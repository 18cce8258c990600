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
