import assert from 'node:assert/strict';
import type { Finding } from '../../src/engine/types';
import type { Project } from '../../src/scanner/project';
import { engine, options, sourceFile } from '../support/engine';
import { findingsIn, projectOf } from '../support/projects';

const llm = `import Anthropic from '@anthropic-ai/sdk';

const client = new Anthropic();

export async function ask(question: string) {
  const message = await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content: question }] });
  return message.content[0].text;
}
`;
const route = "import { ask } from './llm';\n\nexport const run = async (q: string) => eval(await ask(q));\n";
const texts = {
  'llm.ts': llm,
  'route.ts': route,
  'other.ts': "export const other = 'nothing of Claude';\n",
  'user.ts': "import { other } from './other';\n\neval(other);\n",
};

const edit = (project: Project, path: string, text: string) =>
  project.edit({ ...sourceFile(path, text), version: 2 }, options);
const rulesIn = async (project: Project, paths: string[]) => (await findingsIn(project, paths)).map(({ rule }) => rule);

describe('a project', () => {
  before(() => engine.ready());

  it('looks at what has to do with Claude and at what uses that', async () => {
    const project = await projectOf(texts);
    assert.deepEqual([...project.roots], ['llm.ts', 'route.ts']);
    assert.deepEqual(await rulesIn(project, ['llm.ts', 'route.ts']), ['reply-as-code']);
  });

  it('leaves alone what neither imports nor is imported, until that changes', async () => {
    const project = await projectOf({ ...texts, 'route.ts': texts['other.ts'], 'next.config.ts': llm });
    assert.deepEqual([...project.roots], ['next.config.ts']);
    assert.deepEqual(edit(project, 'route.ts', route), ['llm.ts']);
    assert.deepEqual([...project.roots], ['llm.ts', 'next.config.ts', 'route.ts']);
  });

  it('tells where in which file a way leads', async () => {
    const [finding] = await findingsIn(await projectOf(texts));
    assert.deepEqual(
      finding!.related.map(({ path = finding!.path, start }) => `${path}:${start.line}`),
      ['llm.ts:6', 'llm.ts:6', 'llm.ts:7'],
    );
    assert.equal(finding!.related[0]!.uri, 'file:///llm.ts');
  });

  it('names the files that an edit may matter to, and has their findings anew', async () => {
    const project = await projectOf(texts);
    await findingsIn(project);
    const fixed = llm.replace('return message.content[0].text;', "return 'fixed';");
    assert.deepEqual(edit(project, 'llm.ts', fixed), ['route.ts']);
    assert.deepEqual(await rulesIn(project, ['route.ts']), []);
    assert.deepEqual(edit(project, 'llm.ts', llm), ['route.ts']);
    assert.deepEqual(await rulesIn(project, ['route.ts']), ['reply-as-code']);
  });

  it('touches nothing else when an edit says nothing to others', async () => {
    const project = await projectOf(texts);
    await findingsIn(project);
    assert.deepEqual(edit(project, 'llm.ts', `// A comment.\n\n${llm}`), []);
    assert.deepEqual(edit(project, 'llm.ts', llm.replaceAll('\n', '  \n')), []);
    assert.deepEqual(edit(project, 'other.ts', 'export const other = prompt();\n'), []);
  });

  it('follows imports that come and go', async () => {
    const project = await projectOf({ ...texts, 'route.ts': 'export const run = async (q: string) => eval(q);\n' });
    await findingsIn(project);
    assert.ok(!project.mayRest('route.ts'));
    edit(project, 'route.ts', route);
    assert.ok(project.mayRest('route.ts'));
    assert.deepEqual(await rulesIn(project, ['route.ts']), ['reply-as-code']);
    edit(project, 'route.ts', texts['other.ts']);
    assert.deepEqual(await rulesIn(project, ['route.ts']), []);
  });

  it('reads stored files again, new ones included, and forgets those that are gone', async () => {
    const stored: Record<string, string> = { ...texts };
    const project = await projectOf(stored);
    await findingsIn(project);
    stored['second.ts'] = route;
    const added = { path: 'second.ts', uri: 'file:///second.ts', options, host: {} };
    project.refresh('second.ts', added);
    assert.deepEqual(await rulesIn(project, ['second.ts']), ['reply-as-code']);
    assert.deepEqual(project.refresh('llm.ts', undefined).sort(), ['route.ts', 'second.ts']);
    assert.deepEqual(await rulesIn(project, ['route.ts', 'second.ts']), []);
  });

  it('learns that a file has to do with Claude now', async () => {
    const project = await projectOf({ ...texts, 'llm.ts': "export const ask = async (q: string) => 'fixed';\n" });
    assert.deepEqual([...project.roots], []);
    edit(project, 'llm.ts', llm);
    assert.deepEqual(project.mark('llm.ts', true).sort(), ['llm.ts', 'route.ts']);
    assert.deepEqual(await rulesIn(project, ['route.ts']), ['reply-as-code']);
  });

  it('tries a text without keeping it', async () => {
    const project = await projectOf(texts);
    const tried = await project.examine(sourceFile('route.ts', route.replace('eval', 'String')), options);
    assert.deepEqual(tried.findings, []);
    assert.deepEqual(await rulesIn(project, ['route.ts']), ['reply-as-code']);
  });

  it('says how many modules it could not read', async () => {
    const { 'llm.ts': _, ...rest } = texts;
    const project = await projectOf({
      ...rest,
      'llm.ts': llm.replace("'@anthropic", "'./gone';\nimport A from '@anthropic"),
    });
    await findingsIn(project);
    assert.equal(project.left, 0);
  });

  it('knows whether Supabase asks callers of a function for a token', async () => {
    const serving = `import Anthropic from 'npm:@anthropic-ai/sdk@0.60.0';

const client = new Anthropic();
Deno.serve(async (request) => {
  const { q } = await request.json();
  const message = await client.messages.create({ model: 'claude-sonnet-5', max_tokens: 9, messages: [{ role: 'user', content: q }] });
  return Response.json(message.content);
});
`;
    const confidences = async (config: string) => {
      const project = await projectOf({ 'supabase/functions/chat/index.ts': serving, 'supabase/config.toml': config });
      const found = (await findingsIn(project)).filter(({ rule }) => rule === 'open-proxy');
      return found.map(({ confidence }) => confidence);
    };
    assert.deepEqual(await confidences('[functions.chat]\nverify_jwt = false\n'), ['high']);
    assert.deepEqual(await confidences('[functions.chat]\nverify_jwt = true\n'), ['low']);
    assert.deepEqual(await confidences('[functions.chat]\n\n[functions.hook]\nverify_jwt = false\n'), ['low']);
    assert.deepEqual(await confidences('[auth]\nverify_jwt = false\n'), ['low']);
  });

  describe('with pages that ask its own server', () => {
    const server = `import express from 'express';
import { ask } from './llm';

const app = express();
app.post('/api/chat', async (req, res) => res.json({ reply: await ask(req.body.q) }));
`;
    const page = `export async function show(box: HTMLElement) {
  const response = await fetch('/api/chat', { method: 'POST' });
  box.innerHTML = (await response.json()).reply;
}
`;
    const whole = { 'llm.ts': llm, 'server.ts': server, 'web/page.ts': page };
    const shown = async (project: Project, paths?: string[]) =>
      (await findingsIn(project, paths)).filter(({ rule }) => rule === 'reply-as-html').map(({ path }) => path);

    it('finds in the page what the server answers', async () => {
      const project = await projectOf(whole);
      assert.deepEqual(await shown(project), ['web/page.ts']);
      const [{ related }] = (await findingsIn(project)).filter(({ rule }) => rule === 'reply-as-html') as [Finding];
      assert.ok(related.some(({ path, message }) => path === undefined && message.includes('/api/chat')));
      assert.ok(related.some(({ path }) => path === 'llm.ts'));
    });

    it('looks at the page anew once the server, or what that uses, answers something else', async () => {
      const project = await projectOf(whole);
      await findingsIn(project);
      assert.ok(edit(project, 'server.ts', server.replace('await ask(req.body.q)', "'fixed'")).includes('web/page.ts'));
      assert.deepEqual(await shown(project, ['web/page.ts']), []);
      assert.ok(edit(project, 'server.ts', server).includes('web/page.ts'));
      assert.deepEqual(await shown(project, ['web/page.ts']), ['web/page.ts']);
      const fixed = llm.replace('return message.content[0].text;', "return 'fixed';");
      assert.ok(edit(project, 'llm.ts', fixed).includes('web/page.ts'));
      assert.deepEqual(await shown(project, ['web/page.ts']), []);
    });

    it('follows addresses that change on either side', async () => {
      const project = await projectOf(whole);
      await findingsIn(project);
      assert.ok(edit(project, 'server.ts', server.replace('/api/chat', '/api/talk')).includes('web/page.ts'));
      assert.deepEqual(await shown(project, ['web/page.ts']), []);
      edit(project, 'web/page.ts', page.replace('/api/chat', '/api/talk'));
      assert.deepEqual(await shown(project, ['web/page.ts']), ['web/page.ts']);
    });

    it('takes in a server that is new, and lets go one that is gone', async () => {
      const stored: Record<string, string> = { 'llm.ts': llm, 'web/page.ts': page };
      const project = await projectOf(stored);
      await findingsIn(project);
      stored['server.ts'] = server;
      const file = { path: 'server.ts', uri: 'file:///server.ts', options, host: {} };
      assert.ok(project.refresh('server.ts', file).includes('web/page.ts'));
      assert.deepEqual(await shown(project, ['web/page.ts']), ['web/page.ts']);
      delete stored['server.ts'];
      assert.ok(project.refresh('server.ts', undefined).includes('web/page.ts'));
      assert.deepEqual(await shown(project, ['web/page.ts']), []);
    });

    it('does not look at pages that ask for nothing that Claude has to do with', async () => {
      const project = await projectOf({ ...whole, 'web/page.ts': page.replace('/api/chat', '/api/prices') });
      assert.deepEqual([...project.roots].includes('web/page.ts'), false);
    });

    it('takes no server for a page that asks another, because both serve the same', async () => {
      const serving = `${llm}\napp.post('/api/chat', async (req, res) => res.json({ text: await ask(req.body.q) }));\n`;
      const servers = { 'one/main.ts': serving, 'two/main.ts': serving };
      assert.deepEqual([...(await projectOf(servers)).roots], []);
      const asking = { ...servers, 'two/main.ts': `${serving}\nexport const again = () => fetch('/api/chat');\n` };
      assert.deepEqual([...(await projectOf(asking)).roots], ['one/main.ts', 'two/main.ts']);
    });
  });
});
