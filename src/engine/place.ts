/** What kind of place a document is in, as its path and embedding tell. */

import { isPromptFile } from './instruction-files';
import { isPackageFile } from './packages/index';
import type { Document, RuleContext } from './types';

const test =
  /(?:^|\/)(?:tests?|__tests__|specs?|e2e|testing|test-(?:helpers?|utils?|support)|(?:[\w-]+-)?test(?:ing)?-(?:sandbox|bed|project|workspace|repo)|[\w.-]+\.(?:Unit|Integration)?Tests?|fixtures?|__fixtures__|mocks?|__mocks__|testdata|test-data|cassettes|snapshots?|__snapshots__)\/|[._-](?:test|spec)s?\.[^/]+$|\.(?:vitest|jest|cy|e2e)\.[cm]?[jt]sx?$|(?:^|\/)(?:test_[^/]*\.(?:py|ya?ml|json|toml)|conftest\.py)$|\.(?:snap|stories\.[jt]sx?)$/i;
/** `LoginTest.java`, and not `Contest.java`. */
const testClass = /[a-z\d]Tests?\.(?:cs|java|php|kt|scala|swift)$/;
/** Not the templates of pages, which a server fills in. */
const example =
  /(?:^|\/)(?:examples?|samples?|demos?|cookbooks?|tutorials?|playgrounds?|quickstarts?|templates?(?!\/(?:[^/]+\/)*[^/]+\.(?:html?|jinja2?|j2|ejs|hbs|njk)$)|snippets|docs?|documentation)\//i;
const documentation =
  /(?:^|\/)changelogs?\/|\.(?:mdx?|markdown|rst|adoc|txt)$|(?:^|\/)(?:readme|changelog|contributing|history|security)$/i;

/** @param path with `/` */
export const isTest = (path: string): boolean => test.test(path) || testClass.test(path);

export function settingOf({ file, role }: Document): RuleContext['setting'] {
  if (role === 'documentation') return 'documentation';
  // What an agent obeys is written like documentation and is none, nor are requirements.
  if (documentation.test(file.path) && !isPackageFile(file.path) && !isPromptFile(file.path, file.text))
    return 'documentation';
  if (isTest(file.path)) return 'test';
  return example.test(file.path) ? 'example' : 'production';
}
