/** Texts of open documents, and edits such as persons and their tools make. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

const python = `#!/usr/bin/env python
import os, subprocess
import anthropic as sdk

KEY = "a" + "b"
os.environ["ANTHROPIC_LOG"] = "debug"
# A comment.
class Asker:
    """Asks."""
    limit: int
    def ask(self, question: str) -> str:
        global KEY
        client = sdk.Anthropic(api_key=os.environ["KEY"])  # here
        if question and not client:
            return f"{question} {client!r}"
        self.client = client
        return "".join(block.text for block in client.content)


@app.route("/")
async def main(request):
    def inner():
        nonlocal name
        name = KEY
    name = Asker().ask(1 + 2 + 3)
    for KEY in range(3):
        subprocess.run(["curl", "-k", name], env={"A": "b"})
    os.system("curl -k " + request.args["url"])
    return eval(name)

if not main:
    exit()
`;

const javascript = `'use server';
import Anthropic, { type Message } from '@anthropic-ai/sdk';
const { exec: run } = require('node:child_process');

const key = process.env.KEY ?? 'none';
process.env.ANTHROPIC_LOG = 'debug';
/** A comment. */
export class Asker {
  private limit = 3;
  constructor(private client: Anthropic) {}
  async ask(question: string): Promise<string> {
    const { content } = await this.client.messages.create({ system: question, messages: [] });
    if (content.length > this.limit) return \`\${key} \${content[0]}\`;
    key = 'other';
    return content.map(({ text }) => text).join('');
  }
}
if (!key) process.exit(1);
app.post('/ask', async (req, res) => {
  try {
    res.send(await new Asker(new Anthropic({ apiKey: key })).ask(req.body.question));
  } catch (error) {
    res.send(String(error));
  }
});
export const shell = (line: string) => run('curl -k ' + line);
export default { key, ...other };
`;

/** As it is asked for by `Grammars` and by name. */
export interface Edited {
  language: 'typescript' | 'python';
  path: string;
  text: string;
  /** Bits that bring nodes, errors, comments and other meanings of names. */
  pieces: readonly string[];
}

export const edited: readonly Edited[] = [
  {
    language: 'typescript',
    path: 'a.ts',
    text: `${javascript}\n${readFileSync(join(__dirname, '../../src/engine/text/edits.ts'), 'utf8')}`,
    pieces: [
      ...['x', '(', ')', '{ a: 1 }', ';\n', '// c\n', '/* d */', '`${a}`', 'async () => {', '}', ' + b', '🙂', '"'],
      ...["const key = 'x';\n", 'function ask() { return key; }\n', 'key = 1;\n', "import { key } from 'k';\n", '\n\n'],
    ],
  },
  {
    language: 'python',
    path: 'a.py',
    text: python.repeat(3),
    pieces: [
      ...['x', '(', ')', '{"a": 1}', '\n', '    ', '# c\n', '"""', 'f"{a}"', 'def f():\n    ', ' + b', '🙂', ':'],
      ...['KEY = 1\n', 'global name\n', 'from k import KEY\n', 'def main():\n    return KEY\n', '!curl -k\n', '\n\n'],
    ],
  },
];

/** Texts, each made of the one before by an edit. */
export const versions = ({ text, pieces }: Edited): fc.Arbitrary<string[]> =>
  fc
    .array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        removed: fc.oneof(fc.constant(0), fc.nat(30)),
        added: fc.array(fc.constantFrom(...pieces), { maxLength: 3 }).map((parts) => parts.join('')),
        /** Most edits begin a line. */
        line: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((edits) => {
      const texts: string[] = [];
      let now = text;
      for (const { at, removed, added, line } of edits) {
        const place = Math.floor(at * now.length);
        const start = line ? now.lastIndexOf('\n', place) + 1 : place;
        now = now.slice(0, start) + added + now.slice(start + removed);
        texts.push(now);
      }
      return texts;
    });
