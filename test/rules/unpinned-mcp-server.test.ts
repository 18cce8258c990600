import assert from 'node:assert/strict';
import { isWithin } from '../../src/engine/packages/versions';
import { applyEdits, mergeFixes } from '../../src/engine/text/edits';
import { advisories } from '../../src/rules/data/advisories';
import data from '../../src/rules/data/mcp-servers.json';
import { oldAfter } from '../../src/rules/support/dates';
import { engine, options, sourceFile } from '../support/engine';

const version = (id: string): string => data.rows.find((row) => row.id === id)?.version ?? assert.fail(id);
const dayAfter = (days: number): string =>
  new Date(Date.parse(data.checked) + days * 86_400_000).toISOString().slice(0, 10);

/** The text after the first fix of each finding. */
async function fixed(text: string, today: string): Promise<string> {
  const { findings } = await engine.analyze(sourceFile('.mcp.json', text), { ...options, today });
  const fixes = findings
    .filter(({ rule }) => rule === 'unpinned-mcp-server')
    .flatMap(({ fixes: [first] }) => first ?? []);
  return applyEdits(text, mergeFixes(fixes).edits);
}

const servers = (map: Record<string, { command: string; args?: string[] }>) => JSON.stringify({ mcpServers: map });

describe('a version for an MCP server that has none', () => {
  it('is the one in the data, wherever the name stands', async () => {
    const name = '@modelcontextprotocol/server-filesystem';
    const map = (to: string, next: string) =>
      servers({
        first: { command: 'npx', args: ['-y', `${name}${to}`, '.'] },
        option: { command: 'npx', args: [`--package=${name}${to}`, 'server-filesystem'] },
        shell: { command: 'cmd', args: ['/c', 'npx', `@playwright/mcp${next}`] },
        line: { command: `npx -y ${name}${to}` },
      });
    const [ours, browser] = [version(name), version('@playwright/mcp')];
    assert.equal(await fixed(map('', '@latest'), data.checked), map(`@${ours}`, `@${browser}`));
  });

  it('is not proposed for other tags, ranges and packages', async () => {
    const text = servers({
      next: { command: 'npx', args: ['@playwright/mcp@next'] },
      range: { command: 'npx', args: ['@playwright/mcp@^0.0.1'] },
      other: { command: 'npx', args: ['@acme-corp/playwright'] },
      python: { command: 'uvx', args: ['chrome-devtools-mcp'] },
    });
    assert.equal(await fixed(text, data.checked), text);
  });

  it('is proposed as long as the data is not old', async () => {
    const text = servers({ browser: { command: 'npx', args: ['@playwright/mcp'] } });
    assert.notEqual(await fixed(text, dayAfter(oldAfter)), text);
    assert.equal(await fixed(text, dayAfter(oldAfter + 1)), text);
  });

  it('has no known flaw', () => {
    for (const row of data.rows)
      for (const one of advisories.filter(
        ({ package: name, ecosystem }) => name === row.id && ecosystem === row.ecosystem,
      ))
        assert.ok(
          !isWithin(one.ecosystem, { version: row.version, isIncluded: true }, one),
          `${row.id} ${row.version}: ${one.id}`,
        );
  });
});
