/** One small text for each file that the scanner reads as data, and what is found in it while it can be read. */

export interface Sample {
  path: string;
  text: string;
  /** Name of a package that is read, or id of a rule that reports something. */
  finds: string;
  /** A scalar `deep` of the sample's format, nested `depth` levels, to stand behind the text. Absent: nothing nests there. */
  deep?(depth: number): string;
}

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
const nestedJson = (depth: number): string => `${'{"a":['.repeat(depth)}1${']}'.repeat(depth)}`;
const nestedFlow = (depth: number): string => `deep: ${'['.repeat(depth)}1${']'.repeat(depth)}\n`;
const nestedXml = (depth: number): string => `${'<a>'.repeat(depth)}${'</a>'.repeat(depth)}\n`;
const nestedCalls = (depth: number): string => `deep ${'('.repeat(depth)}1${')'.repeat(depth)}\n`;

const sdk = '@modelcontextprotocol/sdk';
const server = { command: 'npx', args: ['-y', 'mcp-remote@0.1.15', 'https://mcp.example.com/sse'] };

const jsonSamples: Sample[] = [
  ['package.json', { dependencies: { [sdk]: '~1.24.0' } }, sdk],
  [
    'package-lock.json',
    { lockfileVersion: 3, packages: { [`node_modules/${sdk}`]: { version: '1.24.0', resolved: 'x' } } },
    sdk,
  ],
  ['npm-shrinkwrap.json', { lockfileVersion: 1, dependencies: { [sdk]: { version: '1.24.0' } } }, sdk],
  ['bun.lock', { lockfileVersion: 1, packages: { [sdk]: [`${sdk}@1.24.0`, '', {}, 'sha512-x'] } }, sdk],
  ['Pipfile.lock', { default: { mcp: { version: '==1.9.3' } }, develop: {} }, 'mcp'],
  ['composer.json', { require: { 'mozex/anthropic-php': '1.4.2' } }, 'mozex/anthropic-php'],
  ['composer.lock', { packages: [{ name: 'mozex/anthropic-php', version: '1.4.2' }] }, 'mozex/anthropic-php'],
  [
    'packages.lock.json',
    { version: 1, dependencies: { 'net9.0': { Anthropic: { type: 'Direct', resolved: '12.1.0' } } } },
    'Anthropic',
  ],
  ['.mcp.json', { mcpServers: { docs: server } }, 'vulnerable-dependency'],
  ['.vscode/mcp.json', { servers: { docs: server } }, 'vulnerable-dependency'],
  ['.cursor/mcp.json', { mcpServers: { docs: server } }, 'vulnerable-dependency'],
  ['claude_desktop_config.json', { mcpServers: { docs: server } }, 'vulnerable-dependency'],
  ['.zed/settings.json', { context_servers: { docs: server } }, 'vulnerable-dependency'],
  ['.claude/settings.json', { permissions: { allow: ['Bash(curl:*)'] } }, 'broad-permission'],
  ['.claude/settings.local.json', { permissions: { defaultMode: 'bypassPermissions' } }, 'permission-bypass'],
  [
    '.devcontainer/devcontainer.json',
    { postCreateCommand: 'npm install -g @anthropic-ai/claude-code@2.1.80' },
    '@anthropic-ai/claude-code',
  ],
].map(([path, value, finds]) => ({
  path: path as string,
  text: json(value),
  finds: finds as string,
  deep: nestedJson,
}));

const yamlSamples: Sample[] = [
  ['pnpm-workspace.yaml', `packages:\n  - app\ncatalog:\n  '${sdk}': 1.24.0\n`, sdk],
  ['pnpm-lock.yaml', `lockfileVersion: '9.0'\npackages:\n  '${sdk}@1.24.0':\n    resolution: {integrity: x}\n`, sdk],
  [
    '.github/workflows/review.yml',
    'on: push\njobs:\n  review:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: anthropics/claude-code-action@v1.0.70\n',
    'anthropics/claude-code-action',
  ],
  [
    'action.yml',
    'runs:\n  using: composite\n  steps:\n    - uses: anthropics/claude-code-action@v1.0.70\n',
    'anthropics/claude-code-action',
  ],
  [
    '.gitlab-ci.yml',
    'review:\n  script:\n    - npm install -g @anthropic-ai/claude-code@2.1.80\n',
    '@anthropic-ai/claude-code',
  ],
  [
    '.circleci/config.yml',
    'version: 2.1\njobs:\n  review:\n    steps:\n      - run: npm install -g @anthropic-ai/claude-code@2.1.80\n',
    '@anthropic-ai/claude-code',
  ],
  [
    'azure-pipelines.yml',
    'steps:\n  - script: npm install -g @anthropic-ai/claude-code@2.1.80\n',
    '@anthropic-ai/claude-code',
  ],
  [
    '.buildkite/pipeline.yml',
    'steps:\n  - command: npm install -g @anthropic-ai/claude-code@2.1.80\n',
    '@anthropic-ai/claude-code',
  ],
  [
    'docker-compose.yml',
    'services:\n  app:\n    image: app\n    command: npx -y @anthropic-ai/claude-code@2.1.80\n    environment:\n      ANTHROPIC_BASE_URL: http://relay.acme-corp.com\n',
    'insecure-url',
  ],
  [
    'k8s/app.yaml',
    'kind: Deployment\nspec:\n  containers:\n    - env:\n        - name: ANTHROPIC_BASE_URL\n          value: http://relay.acme-corp.com\n',
    'insecure-url',
  ],
].map(([path = '', text = '', finds = '']) => ({ path, text, finds, deep: nestedFlow }));

const tomlSamples: Sample[] = [
  ['pyproject.toml', '[project]\nname = "relay"\ndependencies = ["anthropic", "mcp==1.9.3"]\n', 'mcp'],
  ['Pipfile', '[packages]\nmcp = "==1.9.3"\nanthropic = "*"\n', 'mcp'],
  ['poetry.lock', '[[package]]\nname = "mcp"\nversion = "1.9.3"\noptional = false\n', 'mcp'],
  ['uv.lock', 'version = 1\n\n[[package]]\nname = "mcp"\nversion = "1.9.3"\n', 'mcp'],
  ['pdm.lock', '[[package]]\nname = "mcp"\nversion = "1.9.3"\ngroups = ["default"]\n', 'mcp'],
  ['pylock.toml', 'lock-version = "1.0"\n\n[[packages]]\nname = "mcp"\nversion = "1.9.3"\n', 'mcp'],
  [
    '.codex/config.toml',
    '[mcp_servers.docs]\ncommand = "npx"\nargs = ["-y", "mcp-remote@0.1.15"]\n',
    'vulnerable-dependency',
  ],
].map(([path = '', text = '', finds = '']) => ({
  path,
  text,
  finds,
  deep: (depth) => nestedFlow(depth).replace(':', ' ='),
}));

const others: Sample[] = [
  {
    path: 'yarn.lock',
    text: `# yarn lockfile v1\n\n"${sdk}@^1.24.0":\n  version "1.24.0"\n  resolved "x"\n`,
    finds: sdk,
  },
  { path: 'requirements.txt', text: 'anthropic==0.40.0\nmcp==1.9.3\n', finds: 'mcp' },
  { path: 'constraints.txt', text: 'anthropic==0.40.0\nmcp==1.9.3\n', finds: 'mcp' },
  { path: 'setup.cfg', text: '[options]\ninstall_requires =\n    anthropic\n    mcp==1.9.3\n', finds: 'mcp' },
  {
    path: 'go.mod',
    text: 'module relay\n\nrequire (\n\tgithub.com/modelcontextprotocol/go-sdk v1.0.0\n)\n',
    finds: 'github.com/modelcontextprotocol/go-sdk',
    deep: nestedCalls,
  },
  {
    path: 'Gemfile',
    text: "source 'https://rubygems.org'\ngem 'mcp', '0.6.0'\ngem 'anthropic'\n",
    finds: 'mcp',
    deep: nestedCalls,
  },
  { path: 'Gemfile.lock', text: 'GEM\n  specs:\n    anthropic (1.0.0)\n    mcp (0.6.0)\n', finds: 'mcp' },
  {
    path: 'pom.xml',
    text: '<project><dependencies><dependency>\n<groupId>io.modelcontextprotocol.sdk</groupId><artifactId>mcp-core</artifactId><version>0.11.0</version>\n</dependency></dependencies></project>\n',
    finds: 'io.modelcontextprotocol.sdk:mcp-core',
    deep: nestedXml,
  },
  ...['build.gradle', 'build.gradle.kts'].map((path) => ({
    path,
    text: 'dependencies {\n  implementation("io.modelcontextprotocol.sdk:mcp-core:0.11.0")\n}\n',
    finds: 'io.modelcontextprotocol.sdk:mcp-core',
    deep: nestedCalls,
  })),
  {
    path: 'App.csproj',
    text: '<Project><ItemGroup>\n<PackageReference Include="Anthropic" Version="12.1.0" />\n</ItemGroup></Project>\n',
    finds: 'Anthropic',
    deep: nestedXml,
  },
  {
    path: 'Directory.Packages.props',
    text: '<Project><ItemGroup>\n<PackageVersion Include="Anthropic" Version="12.1.0" />\n</ItemGroup></Project>\n',
    finds: 'Anthropic',
    deep: nestedXml,
  },
  {
    path: 'packages.config',
    text: '<packages>\n<package id="Anthropic" version="12.1.0" />\n</packages>\n',
    finds: 'Anthropic',
    deep: nestedXml,
  },
  {
    path: 'Jenkinsfile',
    text: "pipeline {\n  stages {\n    stage('x') {\n      steps {\n        sh 'npm install -g @anthropic-ai/claude-code@2.1.80'\n      }\n    }\n  }\n}\n",
    finds: '@anthropic-ai/claude-code',
    deep: nestedCalls,
  },
  {
    path: 'Makefile',
    text: 'run:\n\tnpm install -g @anthropic-ai/claude-code@2.1.80\n',
    finds: '@anthropic-ai/claude-code',
  },
  {
    path: 'Dockerfile',
    text: 'FROM node:22\nRUN npm install -g @anthropic-ai/claude-code@2.1.80\n',
    finds: '@anthropic-ai/claude-code',
  },
  {
    path: 'setup.sh',
    text: 'npm install -g @anthropic-ai/claude-code@2.1.80\n',
    finds: '@anthropic-ai/claude-code',
    deep: (depth) => `echo ${'$('.repeat(depth)}true${')'.repeat(depth)}\n`,
  },
  { path: '.env', text: 'ANTHROPIC_BASE_URL=http://relay.acme-corp.com\n', finds: 'insecure-url' },
  {
    path: 'main.tf',
    text: 'variable "anthropic_api_key" {\n  type = string\n}\n',
    finds: 'unprotected-iac-credential',
    deep: (depth) => `x = ${'['.repeat(depth)}1${']'.repeat(depth)}\n`,
  },
  ...['.claude/skills/fetch/SKILL.md', '.claude/agents/fetch.md', '.claude/commands/fetch.md'].map((path) => ({
    path,
    text: '---\nname: fetch\nallowed-tools: Bash(curl:*)\ntools: Bash(curl:*)\n---\n\nFetches a page.\n',
    finds: 'broad-permission',
    deep: (depth: number) => `${'> '.repeat(depth)}x\n`,
  })),
  {
    path: 'ask.ipynb',
    text: json({
      cells: [
        { cell_type: 'code', metadata: {}, outputs: [], source: ['!pip install "mcp==1.9.3" anthropic\n'] },
        { cell_type: 'markdown', metadata: {}, source: ['Claude'] },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    }),
    finds: 'mcp',
    deep: nestedJson,
  },
];

export const samples: readonly Sample[] = [...jsonSamples, ...yamlSamples, ...tomlSamples, ...others];
