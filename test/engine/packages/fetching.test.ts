import assert from 'node:assert/strict';
import { fetchedBy } from '../../../src/engine/packages/fetching';

/** `kind: package package | what is behind`. */
function fetched(line: string, purpose: 'start' | 'install'): string | undefined {
  const [program = '', ...rest] = line.split(' ');
  const found = fetchedBy(
    program,
    rest.map((text) => ({ text })),
    purpose,
  );
  const said = (list: readonly { text: string }[]) => list.map(({ text }) => text).join(' ');
  return found && `${found.kind}: ${said(found.packages)} | ${said(found.rest)}`;
}

describe('command lines that fetch packages', () => {
  it('to start one: the first word, or what an option names, and what comes with it', () => {
    const expected = {
      'npx -y server@1.2.3 --stdio': 'npm: server@1.2.3 | --stdio',
      'npx -p server@1.2.3 --package=other@2.0.0 run': 'npm: server@1.2.3 other@2.0.0 | ',
      'npm --prefix app exec -- server@1.2.3': 'npm: server@1.2.3 | ',
      'pnpm dlx server': 'npm: server | ',
      'uvx --python 3.12 --with extra==1.0 --from server==1.2 run': 'pypi: server==1.2 extra==1.0 | ',
      'uv tool run server': 'pypi: server | ',
      'docker container run -e KEY acme/server:1.0 serve': 'image: acme/server:1.0 | serve',
      'deno run -A npm:server': 'address: npm:server | ',
    };
    assert.deepEqual(Object.fromEntries(Object.keys(expected).map((line) => [line, fetched(line, 'start')])), expected);
  });

  it('to install some: every word that is no option', () => {
    const expected = {
      'npm install -g one@1.0.0 two@2.0.0': 'npm: one@1.0.0 two@2.0.0 | ',
      'yarn global add one@1.0.0': 'npm: one@1.0.0 | ',
      'uv pip install one==1.0': 'pypi: one==1.0 | ',
      'pip3 install one==1.0': 'pypi: one==1.0 | ',
    };
    assert.deepEqual(
      Object.fromEntries(Object.keys(expected).map((line) => [line, fetched(line, 'install')])),
      expected,
    );
  });

  it('and others do not: scripts with a name like a subcommand, what is there already, other programs', () => {
    for (const line of [
      'npm run x server@1.2.3',
      'npm run exec server@1.2.3',
      'npx --no-install server',
      'node server.js',
    ])
      assert.equal(fetched(line, 'start'), undefined, line);
    for (const line of ['npm run install server@1.2.3', 'pip download one==1.0', 'npx server'])
      assert.equal(fetched(line, 'install'), undefined, line);
  });
});
