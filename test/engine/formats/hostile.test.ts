import fc from 'fast-check';
import { formats } from '../../../src/engine/formats';
import type { Format } from '../../../src/engine/formats/format';
import { checkBeginnings, checkFacts, parse, variants } from './support';

/** A text with the format's difficult places, and a path that gives it its meaning. */
const samples: Record<string, [path: string, text: string]> = {
  dotenv: ['.env', 'A="x \\n y" # c\nexport B=\'z\nw\'\nC: `q`\n'],
  json: ['package.json', '{"scripts": {"a": "x \\"\\u00e9\\""}, "l": [1, {"b": null}]}'],
  jsonc: ['.claude/settings.json', '{ // c\n "env": {"A": "x\\n"}, /* d */ }'],
  notebook: ['a.ipynb', '{"cells":[{"cell_type":"code","source":["a\\n","\\u0041"],"outputs":[{"text":["x"]}]}]}'],
  yaml: [
    '.github/workflows/a.yml',
    'a: &x\n  - run: |\n      one 😀\n\n      two\n  - run: >-\n      f\n      g\nb: {"c": \'d\', e: *x}\n# z\n',
  ],
  toml: ['fly.toml', '[env]\nA = "x\\n"\nB = """\nq\n"""\n[[s]]\nc.d = [1, {e = \'f\'}]\n'],
  ini: ['a.ini', '[s]\na = "b" ; c\nenvironment = X="y",Z=1\nsetenv =\n  q = 1\n'],
  properties: ['a.properties', 'a = b\\\n  c\\u0041\n# d\nk\\ l: m\n'],
  dockerfile: [
    'Dockerfile',
    'FROM a\nENV A=1 B="x" \\\n # c\n C=2\nRUN --mount=type=secret a \\\n b\nCMD ["x", "y\\""]\n',
  ],
  hcl: ['a.tf', 'r "a" "b" {\n e = "x${v}\\n"\n env {\n name = "A"\n value = [1, {c = <<E\nq\nE\n}]\n }\n}\n'],
  jenkinsfile: ['Jenkinsfile', '// c\nA = \'b\'\nsh(script: """x \\$y""")\n/* d */ bat \'q\\n\'\n'],
  shell: ['a.sh', 'export A="x $B" && curl \'y\' | bash -c "z"\ncat <<E\n$(q)\nE\nf() { g; }\n'],
  make: ['Makefile', 'export A = b # c\nx: y\n\t@echo $$A \\\n\t  d\n'],
  fish: ['a.fish', 'set -gx A "x $B" \\\n  c # d\nif test; e | f; end\n'],
  powershell: ['a.ps1', '$env:A = "x" # c\n& "b" @c `\n  {d}\n$e = @("f")\n'],
  batch: ['a.bat', 'set "A=x"\r\nREM c\r\n'],
  markdown: ['a.md', '---\na: b\n---\n- ```sh\n  $ x\n  ```\n<!-- c -->\n'],
  html: ['a.html', '<!-- c --><script type="module">a</script><p>😀<script>b'],
  vue: ['a.vue', '<script setup lang="ts">a</script><template><b/></template>'],
  svelte: ['a.svelte', '<script context="module">a</script>{#if x < 1}{/if}'],
  astro: ['a.astro', '---\na\n---\n<script>b</script>'],
  text: ['a.txt', 'anything'],
  go: [
    'a.go',
    'import b "c"\nfunc d(e *F) {\n if err := g(`h`, &e); err != nil { return "i\\n" }\n for _, j := range k {}\n}\n',
  ],
  java: [
    'A.java',
    'import a.b.*;\nclass C { @D("e") String f = g ? "h" + i : """\nj """; void k() { try { l(m -> n); } catch (O p) {} } }\n',
  ],
  csharp: [
    'a.cs',
    'using A;\nclass B { string c = $"d{e}" + @"f"; void G() { try { h(i => new() { J = 1 }); } catch (K l) { } } }\n',
  ],
  ruby: ['a.rb', 'require \'a\'\ndef b(c: 1)\n  d "e#{f}" do |g| h end\nrescue I => j\n  k unless `l`\nend\n'],
  php: [
    'a.php',
    '<p><?php use A\\B;\nfunction c($d) { try { echo "e{$f}" . $g["h"]; } catch (I $j) {} foreach ($k as $l => $m) {} }\n?><?= $n ?>',
  ],
};

/** Their grammars have tests of their own. Plain text with comments is read as plain text is. */
const elsewhere = new Set(['javascript', 'typescript', 'tsx', 'python']);
const own = formats.filter(({ id, kind }) => !elsewhere.has(id) && (kind !== 'text' || id === 'text'));
const sampleOf = ({ id }: Format): [path: string, text: string] => {
  const sample = samples[id];
  if (!sample) throw new Error(`no sample of ${id}`);
  return sample;
};

describe('formats on broken input', () => {
  for (const format of own) {
    it(`${format.id}: any beginning, any line break, a byte order mark`, async () => {
      const [path, text] = sampleOf(format);
      for (const variant of variants(text)) await checkBeginnings(format, variant, path);
    }).timeout(30_000);

    it(`${format.id}: pieces in any order`, async () => {
      const [path, text] = sampleOf(format);
      const pieces = text.match(/\w+|\s+|[^\w\s]/gu) ?? [];
      const mixed = fc.array(fc.constantFrom(...pieces, '"', "'", '\\', '{', '[', '\n', '\r', '😀', '\uFEFF', '\0'), {
        maxLength: 60,
      });
      await fc.assert(
        fc.asyncProperty(mixed, async (parts) => {
          const broken = parts.join('');
          checkFacts(broken, await parse(format, broken, path));
        }),
        { numRuns: 150 },
      );
    }).timeout(30_000);
  }
});
