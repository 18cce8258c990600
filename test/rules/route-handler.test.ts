import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findingsOf } from '../support/engine';
import { fixturesFolder } from '../support/fixtures';

describe('the route handler that takes a request out of the browser', () => {
  it('is made in the application’s folder, answers nobody by itself, and leaves a limiter and a record to its owner', async () => {
    const path = 'app/chat/page.tsx';
    const text = readFileSync(join(fixturesFolder, 'client-exposed-credential', path), 'utf8');
    const fixes = (await findingsOf(path, text)).flatMap((finding) => finding.fixes);
    const [file] = fixes.flatMap(({ createFiles }) => createFiles ?? []);
    assert.equal(file?.path, 'app/api/claude/route.ts');
    assert.match(file.text, /return false;/);
    const found = await findingsOf(file.path, file.text);
    assert.deepEqual(
      found.map(({ rule }) => rule),
      ['missing-rate-limit', 'unmonitored-request'],
    );
  });

  it('is not offered outside of an application of Next.js', async () => {
    const text =
      "fetch('https://api.anthropic.com/v1/messages', { headers: { 'x-api-key': import.meta.env.VITE_CLAUDE_API_KEY, 'anthropic-dangerous-direct-browser-access': 'true' } });\n";
    const found = await findingsOf('src/chat.ts', text);
    assert.ok(found.length > 0);
    assert.deepEqual(
      found.flatMap((finding) => finding.fixes),
      [],
    );
  });
});
