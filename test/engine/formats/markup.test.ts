import assert from 'node:assert/strict';
import { astro, html, svelte, vue } from '../../../src/engine/formats/html';
import { markdown } from '../../../src/engine/formats/markdown';
import { checkFacts, embeddedOf, parse, replaceIn, slice, variants } from './support';

describe('markdown', () => {
  it('embeds fences of every kind by their language, and the front matter', async () => {
    const text = `---
name: x
---
\`\`\`bash title=a
export A=1
\`\`\`
- item
  \`\`\`ts
  const a = 1;

    b
  \`\`\`
> \`\`\`json
> {}
> \`\`\`
~~~~python
\`\`\`
x
~~~~
\`\`\`
none
\`\`\`
\`inline\` <!-- c -->
\`\`\`js
open
`;
    const expected = [
      'yaml - name: x\n',
      'shell documentation export A=1\n',
      'typescript documentation const a = 1;\n\n  b\n',
      'json documentation {}\n',
      'python documentation ```\nx\n',
      'javascript documentation open\n',
    ];
    for (const variant of variants(text)) {
      const facts = await parse(markdown, variant, 'a.md');
      assert.deepEqual(
        embeddedOf(facts).map((line) => line.replaceAll('\r', '')),
        expected,
      );
      assert.deepEqual(
        facts.comments.map((range) => slice(variant, range)),
        ['<!-- c -->'],
      );
      checkFacts(variant, facts);
    }
  });

  it('takes the commands of a transcript, without prompts and output', async () => {
    const facts = await parse(markdown, '```console\n$ curl x\nresult\n$ b\n```\n', 'a.md');
    assert.deepEqual(embeddedOf(facts), ['shell documentation curl x\nb\n']);
  });

  it('indents what is written into a fence', async () => {
    const text = '- a\n  ```sh\n  curl -k x\n  b\n  ```\n';
    const [fence] = (await parse(markdown, text, 'a.md')).embedded;
    assert.equal(replaceIn(text, fence!, 'curl -k x', 'c\nd'), '- a\n  ```sh\n  c\n  d\n  b\n  ```\n');
  });
});

describe('html and components', () => {
  const scripts = async (format: typeof html, text: string) => {
    const facts = await parse(format, text, 'a');
    checkFacts(text, facts);
    return embeddedOf(facts);
  };

  it('embeds scripts, not templates and data', async () => {
    const text = `<!-- c --><script>a < b; "</scr"</script><script type="module">m</script>
<script type="application/json">{}</script><script type="text/template"><b></script>
<script type="text/typescript">t</script><script src="x"></script><SCRIPT>u</SCRIPT>
<script>open`;
    assert.deepEqual(await scripts(html, text), [
      'javascript client a < b; "</scr"',
      'javascript client m',
      'typescript client t',
      'javascript client u',
      'javascript client open',
    ]);
  });

  it('embeds both scripts of a component', async () => {
    const text =
      '<template><p v-if="a < b">😀</p></template>\n<script src="./x.js" />\n<script setup lang="ts">a</script>\n<script>b</script>';
    const expected = ['typescript client a', 'javascript client b'];
    assert.deepEqual(await scripts(vue, text), expected);
    assert.deepEqual(await scripts(svelte, text), expected);
    assert.deepEqual(await scripts(svelte, '<script lang="coffee">c</script>'), []);
  });

  it('reads what a template shows as HTML with the script, in the order of both', async () => {
    const text =
      '<template><b v-for="(m, i) in list"><i v-html="m.text" /></b></template>\n<script setup>\nlet list;\n</script>';
    const facts = await parse(vue, text, 'a.vue');
    const [script] = facts.embedded;
    const shown = ';(() => {for (const m of (list)) claudeGuardShowsHtml(m.text);});\n\nlet list;\n\n';
    assert.equal(script!.text, shown);
    assert.equal(text.slice(script!.toOuter(shown.indexOf('m.text'))).slice(0, 6), 'm.text');
    assert.equal(text.slice(script!.toOuter(shown.indexOf('let'))).slice(0, 8), 'let list');
  });

  it('names the fields of a component whose script is not its template’s', async () => {
    const text =
      '<script>\nexport default {};\n</script>\n<template><i v-html="marked(answer)" /><b v-for="m of list" v-html="m + end" /></template>';
    const [script] = (await parse(vue, text, 'a.vue')).embedded;
    assert.ok(script!.text.includes('claudeGuardShowsHtml(marked(this.answer));'));
    assert.ok(script!.text.includes('for (const m of (this.list)) claudeGuardShowsHtml(m + this.end);'));
  });

  it('reads Svelte’s blocks, not those in a script', async () => {
    const text =
      '<script>a = "{@html b}";</script>{#each xs as { t }, i (i)}{@html f({ t })}{/each}{@html `<b>${c}</b>`}';
    const [script] = (await parse(svelte, text, 'a.svelte')).embedded;
    assert.equal(
      script!.text.slice(script!.text.indexOf(';(')),
      ';(() => {for (const { t } of (xs)) claudeGuardShowsHtml(f({ t }));});;(() => {claudeGuardShowsHtml(`<b>${c}</b>`);});',
    );
  });

  it('tells Astro’s server block from its scripts', async () => {
    const text = '---\nconst a = 1;\n---\n<p/>\n<script>b</script><script is:inline>c</script>';
    assert.deepEqual(await scripts(astro, text), [
      'typescript server const a = 1;\n',
      'typescript client b',
      'javascript client c',
    ]);
    assert.equal((await parse(astro, '---\nopen', 'a.astro')).errors, 1);
  });

  it('maps scripts exactly, after any line break and byte order mark', async () => {
    for (const text of variants('<p>😀</p>\n<script>\nlet a;\n</script>\n')) {
      const [script] = (await parse(html, text, 'a.html')).embedded;
      const start = script!.toOuter(script!.text.indexOf('let'));
      assert.equal(text.slice(start, start + 6), 'let a;');
    }
  });
});
