/**
 * Services of continuous integration other than GitHub's: one row for each, with what outsiders write of what its jobs run
 * with. Whether builds of forks get secrets is set on the services' pages, so that no file says it.
 *
 * Sources, 2026-08: docs.gitlab.com/ci/variables/predefined_variables, circleci.com/docs/pipeline-variables,
 * learn.microsoft.com/azure/devops/pipelines/build/variables, buildkite.com/docs/pipelines/environment-variables,
 * jenkins.io/doc/book/pipeline/multibranch, plugins.jenkins.io/generic-webhook-trigger.
 */

export interface System {
  id: 'gitlab' | 'circleci' | 'azure' | 'buildkite' | 'jenkins';
  /** Its files. */
  file: RegExp;
  /** Keys of scripts in a job or a step. */
  scripts: readonly string[];
  /** Keys of variables. */
  variables: readonly string[];
  /** A text of outsiders that is put into a script before it runs; the first group names it. */
  pasted?: RegExp;
  /** Variables that hold what somebody has written who may not write to the repository, where an event from outside counts. */
  told?: RegExp;
  /** The same, where commits of forks bring it: whether they are built with secrets, no file says. */
  committed?: RegExp;
  /** Said in a file whose jobs events from outside start: comments, calls of a webhook. */
  opened?: RegExp;
  /** Said in a job, or told to it, whose builds of forks get no secrets unless somebody has decided so on the service's pages. */
  unarmed?: RegExp;
  /** Said in a job that hands its whole folder on to others, and in one that takes what is handed on. */
  passes?: { on: RegExp; taken: RegExp };
  /** Said in a job that knows whose branch, or whose event, it is, or that waits for somebody. */
  guarded: RegExp;
}

/** Who is asked about in scripts, whatever the service. */
const asking = String.raw`access_level|\/members\b|collaborators\/|author_?association|(?<!un)(?:allowed|trusted)_(?:users|actors|authors)|allow_?list`;
const guard = (...own: string[]): RegExp => new RegExp([asking, ...own].join('|'), 'i');

export const systems: readonly System[] = [
  {
    id: 'gitlab',
    file: /(?:^|\/)[^/]*\.gitlab-ci\.ya?ml$|(?:^|\/)\.gitlab\/.*\.ya?ml$/i,
    scripts: ['before_script', 'script', 'after_script'],
    variables: ['variables'],
    told: /^(?:AI_FLOW_(?:INPUT|CONTEXT)|TRIGGER_PAYLOAD|(?:\w+_)?(?:COMMENT|NOTE|ISSUE|MESSAGE)_(?:BODY|TEXT|TITLE|DESCRIPTION|CONTENT)|(?:\w+_)?(?:COMMENT|NOTE))$/,
    opened:
      /CI_PIPELINE_SOURCE\s*==\s*\\?["'](?:trigger|api|external|webhook)\\?["']|\bonly:\s*(?:\[\s*triggers|\n\s*-\s*triggers)/,
    unarmed: /merge_request_event|CI_MERGE_REQUEST_|\bonly:\s*(?:\[\s*merge_requests|\n\s*-\s*merge_requests)/,
    passes: {
      on: /\bartifacts:[^\n]*\n(?:[ \t]+[^\n]*\n)*?[ \t]+paths:\s*(?:\[\s*|\n\s*-\s*)["']?(?:\.\/?|\*{1,2}(?:\/\*{1,2})?|\$\{?CI_PROJECT_DIR\}?\/?)["']?\s*(?:[\],\n]|$)/,
      taken: /^(?![\s\S]*\bdependencies:\s*\[\s*\])/,
    },
    guarded: guard(String.raw`when:\s*manual`, 'MERGE_REQUEST_SOURCE_PROJECT_(?:ID|PATH)', 'CI_COMMIT_REF_PROTECTED'),
  },
  {
    id: 'circleci',
    file: /(?:^|\/)\.circleci\/[^/]+\.ya?ml$/i,
    scripts: ['run', 'command'],
    variables: ['environment'],
    pasted:
      /<<\s*(pipeline\.(?:git\.branch|trigger_parameters\.(?:github_app|gitlab|webhook)\.(?:commit_title|commit_message|branch|body)|event\.github\.(?:pull_request\.(?:title|body|head\.ref)|comment\.body|issue\.(?:title|body)|head_commit\.message)))\s*>>/g,
    unarmed: /CIRCLE_PR_NUMBER|CIRCLE_PULL_REQUEST/,
    passes: {
      on: /\bpersist_to_workspace:\s[\s\S]*?paths:\s*(?:\[\s*|\n\s*-\s*)["']?(?:\.\/?|\*{1,2})["']?\s*(?:[\],\n]|$)/,
      taken: /\battach_workspace:/,
    },
    guarded: guard(
      String.raw`type:\s*approval`,
      String.raw`ignore:[^\n]*\n?[^\n]*pull\/`,
      'CIRCLE_PR_(?:USERNAME|REPONAME)',
    ),
  },
  {
    id: 'azure',
    file: /(?:^|\/)[^/]*azure[-_.]?pipelines?[^/]*\.ya?ml$|(?:^|\/)\.azure(?:-?pipelines)?\/.*\.ya?ml$/i,
    scripts: ['script', 'bash', 'pwsh', 'powershell'],
    variables: ['env', 'variables'],
    pasted:
      /\$\(((?:Build\.(?:SourceVersionMessage|SourceVersionAuthor|SourceBranch|SourceBranchName|RequestedFor))|System\.PullRequest\.SourceBranch(?:Name)?)\)|\$\{\{\s*(parameters\.\w+\.[\w.]*(?:body|text|title|description|message|content))\s*\}\}/gi,
    unarmed: /System[._]PullRequest/i,
    passes: {
      on: /(?:\bpublish|\btargetPath|\bpathToPublish):\s*["']?(?:\$\((?:Build\.SourcesDirectory|System\.DefaultWorkingDirectory)\)\/?|\.)["']?\s*(?:\n|$)/i,
      taken: /\bdownload:\s*current\b|\bDownload(?:PipelineArtifact|BuildArtifacts)@/,
    },
    guarded: guard(String.raw`PullRequest\.IsFork`, 'ManualValidation'),
  },
  {
    id: 'buildkite',
    file: /(?:^|\/)\.?buildkite\/.*\.ya?ml$/i,
    scripts: ['command', 'commands'],
    variables: ['env'],
    // What is written with two dollars, or behind a backslash, is a variable of the shell.
    pasted: /(?<![$\\])\$\{?(BUILDKITE_(?:MESSAGE|BRANCH|BUILD_AUTHOR|BUILD_CREATOR|TAG))\b/g,
    committed: /^BUILDKITE_MESSAGE$/,
    passes: { on: /\bartifact_paths:\s*(?:\n\s*-\s*)?["']?\*\*?\/\*/, taken: /\bartifact\s+download\b/ },
    guarded: guard(
      String.raw`pull_request\.repository\.fork`,
      'BUILDKITE_PULL_REQUEST_REPO',
      String.raw`\bblock:`,
      String.raw`\bbranches:|build\.branch\s*==`,
    ),
  },
  {
    id: 'jenkins',
    file: /(?:^|\/)jenkinsfile[^/]*$|\.jenkinsfile$/i,
    scripts: [],
    variables: [],
    pasted:
      /\$\{?(?:env\.|params\.)?((?:CHANGE_(?:TITLE|BRANCH|AUTHOR_DISPLAY_NAME)|BRANCH_NAME|GIT_BRANCH|GITHUB_COMMENT|ghprb(?:CommentBody|PullTitle|PullLongDescription|SourceBranch)))\b/g,
    told: /^(?:GITHUB_COMMENT|ghprb(?:CommentBody|PullTitle|PullLongDescription)|CHANGE_TITLE|(?:\w+_)?(?:comment|note|issue|message)_?(?:body|text|title)?)$/i,
    opened: /\b(?:GenericTrigger|issueCommentTrigger|githubPRTrigger|ghprbTrigger)\b/,
    guarded: guard('CHANGE_FORK', String.raw`\binput\b\s*[({]`, 'ForkPullRequestDiscoveryTrait'),
  },
];

export const systemOf = (path: string): System | undefined => systems.find(({ file }) => file.test(path));
