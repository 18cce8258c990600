import assert from 'node:assert/strict';
import { openDocuments } from '../../../src/engine/documents';
import { formatOf } from '../../../src/engine/formats/index';
import { createGrammars } from '../../../src/engine/grammars';
import { dependenciesOf } from '../../../src/engine/packages/index';
import { sourceFile } from '../../support/engine';
import { readWasm } from '../../support/wasm';

const grammars = createGrammars(readWasm);

/** `name requirement`, with a star for what only development uses. */
async function read(path: string, text: string): Promise<string[]> {
  const file = sourceFile(path, text);
  const [opened] = await openDocuments(file, formatOf(path, undefined), grammars);
  return dependenciesOf(opened!.document).map((one) => {
    const { name, requirement, range, written, asked, isDevelopment } = one;
    const source = text.slice(range.start, range.end);
    assert.ok(source.includes(requirement) || requirement === '', `${source} does not hold ${requirement}`);
    if (written) assert.equal(text.slice(written.start, written.end), requirement);
    return `${name}${requirement && ' '}${requirement}${asked === undefined ? '' : ` (${asked})`}${isDevelopment ? ' *' : ''}`.trim();
  });
}

describe('packages of', () => {
  it('a project for .NET: as attributes, as elements, and what is commented out not at all', async () => {
    const text = `<Project Sdk="Microsoft.NET.Sdk">
  <ItemGroup>
    <PackageReference Include="Anthropic.SDK" Version="5.5.1" />
    <PackageReference Version="4.0.0" Include="Single" />
    <PackageReference Include="ModelContextProtocol">
      <Version>0.3.0-preview.2</Version>
    </PackageReference>
    <PackageReference Include="Central" />
    <PackageReference Include="Property" Version="$(ClaudeVersion)" />
    <PackageReference Include="Analysers" Version="[1.0,2.0)" PrivateAssets="all" />
    <!-- <PackageReference Include="Gone" Version="1.0.0" /> -->
    <ProjectReference Include="../Core/Core.csproj" />
  </ItemGroup>
</Project>
`;
    assert.deepEqual(await read('src/App/App.csproj', text), [
      'Anthropic.SDK 5.5.1',
      'Single 4.0.0',
      'ModelContextProtocol 0.3.0-preview.2',
      'Analysers [1.0,2.0) *',
    ]);
  });

  it('Go: modules with a path and without one', async () => {
    const text = `module example.com/app

go 1.22
toolchain go1.22.3

require github.com/anthropics/anthropic-sdk-go v1.2.0
require (
\tgo.opencensus.io v0.24.0 // indirect
\tgotest.tools v2.2.0+incompatible
\t// github.com/gone/gone v1.0.0
)

replace go.opencensus.io => ./local
`;
    assert.deepEqual(await read('go.mod', text), [
      'github.com/anthropics/anthropic-sdk-go v1.2.0',
      'gotest.tools v2.2.0+incompatible',
    ]);
  });

  it('Go: what is put in the place of a module, and what is excluded', async () => {
    const text = `module example.com/app

require (
\tgithub.com/modelcontextprotocol/go-sdk v1.5.0
\tgo.opencensus.io v0.24.0
)

exclude github.com/modelcontextprotocol/go-sdk v1.3.0
exclude (
\tgo.opencensus.io v0.23.0
)
retract [v1.0.0, v1.9.9]
replace (
\tgithub.com/modelcontextprotocol/go-sdk => github.com/modelcontextprotocol/go-sdk v1.3.0
\tgo.opencensus.io v0.24.0 => ../census
)
replace example.com/other => example.com/fork v0.1.0
`;
    assert.deepEqual(await read('go.mod', text), [
      'github.com/modelcontextprotocol/go-sdk v1.3.0',
      'example.com/fork v0.1.0',
    ]);
  });

  it('Maven: properties, that of a bill of materials, and nothing that is commented out', async () => {
    const text = `<project>
  <properties>
    <ai>1.0.3</ai>
    <ai.version>\${ai}</ai.version>
  </properties>
  <dependencyManagement>
    <dependencies>
      <dependency>
        <groupId>org.springframework.ai</groupId><artifactId>spring-ai-bom</artifactId>
        <version>\${ai.version}</version><type>pom</type><scope>import</scope>
      </dependency>
      <dependency><groupId>com.google.cloud</groupId><artifactId>libraries-bom</artifactId><version>26.1.0</version></dependency>
    </dependencies>
  </dependencyManagement>
  <dependencies>
    <!-- <dependency><groupId>a</groupId><artifactId>b</artifactId><version>1.0</version></dependency> -->
    <dependency>
      <exclusions><exclusion><groupId>c</groupId><artifactId>d</artifactId></exclusion></exclusions>
      <groupId>org.springframework.ai</groupId><artifactId>spring-ai-client-chat</artifactId>
    </dependency>
    <dependency><groupId>com.google.cloud</groupId><artifactId>google-cloud-storage</artifactId></dependency>
    <dependency><groupId>io.modelcontextprotocol.sdk</groupId><artifactId>mcp</artifactId><version>\${elsewhere}</version></dependency>
  </dependencies>
</project>
`;
    assert.deepEqual(await read('pom.xml', text), [
      'org.springframework.ai:spring-ai-bom 1.0.3',
      'com.google.cloud:libraries-bom 26.1.0',
      'org.springframework.ai:spring-ai-client-chat 1.0.3',
      'io.modelcontextprotocol.sdk:mcp ${elsewhere}',
    ]);
  });

  it('Gradle: versions in variables, and in a bill of materials', async () => {
    const groovy = `ext {
  set('springAiVersion', "1.0.3")
}
def mcp = '0.9.0'
dependencies {
  implementation "io.modelcontextprotocol.sdk:mcp-core:$mcp"
  implementation 'org.springframework.ai:spring-ai-client-chat'
  // implementation 'org.springframework.ai:gone'
  implementation 'org.springframework.boot:spring-boot-starter'
  implementation "a:b:\${elsewhere}"
}
dependencyManagement { imports { mavenBom "org.springframework.ai:spring-ai-bom:\${springAiVersion}" } }
`;
    const found = [
      'io.modelcontextprotocol.sdk:mcp-core 0.9.0',
      'org.springframework.ai:spring-ai-client-chat 1.0.3',
      'org.springframework.ai:spring-ai-bom 1.0.3',
    ];
    assert.deepEqual(await read('build.gradle', groovy), found);
    const kotlin = `extra["springAiVersion"] = "1.0.3"
val mcp = "0.9.0"
dependencies {
  implementation("io.modelcontextprotocol.sdk:mcp-core:\${mcp}")
  implementation("org.springframework.ai:spring-ai-client-chat")
  implementation(platform("org.springframework.ai:spring-ai-bom:\${property("springAiVersion")}"))
}
`;
    assert.deepEqual(await read('build.gradle.kts', kotlin), found);
  });

  it('lock files of pnpm of every version: with what their manifests ask for', async () => {
    const name = '@modelcontextprotocol/sdk';
    const locked = ['@modelcontextprotocol/sdk 1.24.0 (~1.24.0)'];
    const five = `lockfileVersion: 5.4\n\nspecifiers:\n  '${name}': ~1.24.0\n\npackages:\n\n  /${name}/1.24.0_zod@3.25.0:\n    dev: false\n`;
    const spaces = `lockfileVersion: 5.3\n\nimporters:\n\n  apps/a:\n    specifiers:\n      '${name}': ~1.24.0\n\npackages:\n\n  /${name}/1.24.0:\n    dev: false\n`;
    const six = `lockfileVersion: '6.0'\n\ndependencies:\n  '${name}':\n    specifier: ~1.24.0\n    version: 1.24.0\n\npackages:\n\n  /${name}@1.24.0:\n    dev: false\n`;
    const nine = `lockfileVersion: '9.0'\n\nimporters:\n\n  .:\n    dependencies:\n      '${name}':\n        specifier: ~1.24.0\n        version: 1.24.0\n\npackages:\n\n  '${name}@1.24.0':\n    engines: {node: '>=18'}\n`;
    for (const text of [five, spaces, six, nine]) assert.deepEqual(await read('pnpm-lock.yaml', text), locked);
  });

  it('a lock file of Yarn: a package by the name that it has, not by the one that it is given', async () => {
    const berry = `__metadata:\n  version: 8\n\n"given@npm:@modelcontextprotocol/sdk@^1.10.0":\n  version: 1.24.0\n\n"@a/b@npm:^1.0.0, @a/b@npm:^1.1.0":\n  version: 1.2.0\n`;
    assert.deepEqual(await read('yarn.lock', berry), ['@modelcontextprotocol/sdk 1.24.0', '@a/b 1.2.0']);
  });

  it('Gradle: in one string, as a map, in a catalog of versions and in its lock file', async () => {
    const build = `dependencies {
  implementation "com.anthropic:anthropic-java:2.57.0"
  implementation group: 'org.springframework.ai', name: 'spring-ai-core', version: '1.0.0'
  // implementation group: 'gone', name: 'gone', version: '1.0.0'
  implementation(group = "io.modelcontextprotocol.sdk", name = "mcp", version = "0.9.0")
  implementation libs.anthropic
}
`;
    assert.deepEqual(await read('app/build.gradle', build), [
      'com.anthropic:anthropic-java 2.57.0',
      'org.springframework.ai:spring-ai-core 1.0.0',
      'io.modelcontextprotocol.sdk:mcp 0.9.0',
    ]);
    const catalog = `[versions]
mcp = "0.9.0"
rich = { strictly = "[1,2[" }

[libraries]
one = { module = "io.modelcontextprotocol.sdk:mcp", version.ref = "mcp" }
two = { group = "com.anthropic", name = "anthropic-java", version = "2.57.0" }
three = "org.springframework.ai:spring-ai-core:1.0.0"
unversioned = { module = "a:b" }
dangling = { module = "c:d", version.ref = "nothing" }

[plugins]
four = "e.f:1.0.0"
`;
    assert.deepEqual(await read('gradle/libs.versions.toml', catalog), [
      'io.modelcontextprotocol.sdk:mcp 0.9.0',
      'com.anthropic:anthropic-java 2.57.0',
      'org.springframework.ai:spring-ai-core 1.0.0',
    ]);
    const lock = `# This is a Gradle generated file for dependency locking.
com.anthropic:anthropic-java:2.57.0=compileClasspath,runtimeClasspath
io.modelcontextprotocol.sdk:mcp:0.9.0=compileClasspath
empty=annotationProcessor
`;
    const locked = ['com.anthropic:anthropic-java 2.57.0', 'io.modelcontextprotocol.sdk:mcp 0.9.0'];
    assert.deepEqual(await read('gradle.lockfile', lock), locked);
    assert.deepEqual(await read('gradle/dependency-locks/compile.lockfile', lock.replace(/=.*/g, '')), locked);
  });

  it('a shared table of versions, and a lock file, of .NET', async () => {
    const props = '<Project><ItemGroup><PackageVersion Include="Anthropic" Version="12.1.0" /></ItemGroup></Project>\n';
    assert.deepEqual(await read('Directory.Packages.props', props), ['Anthropic 12.1.0']);
    const lock = {
      version: 1,
      dependencies: {
        'net9.0': {
          Anthropic: { type: 'Direct', requested: '[12.1.0, )', resolved: '12.1.0', contentHash: 'x' },
          'System.Text.Json': { type: 'Transitive', resolved: '9.0.0' },
        },
      },
    };
    assert.deepEqual(await read('packages.lock.json', JSON.stringify(lock, undefined, 2)), [
      'Anthropic 12.1.0 ([12.1.0, ))',
      'System.Text.Json 9.0.0',
    ]);
  });

  it('Composer: what is asked for, and what is locked', async () => {
    const manifest = {
      require: { php: '^8.2', 'ext-json': '*', 'Mozex/Anthropic-PHP': '^1.2 || ^2.0', 'acme/own': 'dev-main' },
      'require-dev': { 'mcp/sdk': '~0.5.0' },
    };
    assert.deepEqual(await read('composer.json', JSON.stringify(manifest, undefined, 4)), [
      'mozex/anthropic-php ^1.2 || ^2.0',
      'mcp/sdk ~0.5.0 *',
    ]);
    const lock = {
      packages: [{ name: 'mozex/anthropic-php', version: 'v1.4.2', source: { type: 'git' } }],
      'packages-dev': [
        { name: 'mcp/sdk', version: '0.5.1' },
        { name: 'acme/own', version: 'dev-main' },
      ],
    };
    assert.deepEqual(await read('composer.lock', JSON.stringify(lock, undefined, 4)), [
      'mozex/anthropic-php v1.4.2',
      'mcp/sdk 0.5.1 *',
    ]);
  });

  it('setup.cfg: requirements, extras, and no other list', async () => {
    const text = `[metadata]
name = anthropic
version = 0.1.0

[options]
packages = find:
python_requires = >=3.10
install_requires =
    anthropic>=0.30,<1  # the old one
    mcp[cli]==1.9.3; python_version > "3.9"
    # httpx
zip_safe = False

[options.extras_require]
claude = claude-agent-sdk~=0.1
tests =
    pytest
    anthropic==0.40.0

[flake8]
ignore =
    E203
`;
    assert.deepEqual(await read('setup.cfg', text), [
      'anthropic >=0.30,<1',
      'mcp ==1.9.3',
      'claude-agent-sdk ~=0.1',
      'pytest *',
      'anthropic ==0.40.0 *',
    ]);
  });

  it('lists that requirements include, whatever their name; of other texts nothing', async () => {
    const list =
      '# shared\n-r more.txt\n-c pins.txt\nanthropic==0.40.0  # old\nhttpx\n\nmcp[cli]>=1.9 ; python_version < "4"\n';
    assert.deepEqual(await read('deps/base.txt', list), ['anthropic ==0.40.0', 'httpx', 'mcp >=1.9']);
    assert.deepEqual(await read('notes.txt', 'anthropic==0.40.0 is what we use.\n'), []);
    assert.deepEqual(await read('words.txt', 'anthropic\nclaude\n'), []);
  });
});
