/** Texts to measure with: one realistic unit of each format, repeated; in code, now and then one with a weakness. */

/** What somebody sends gets into a system prompt, by way of a helper. */
const weak: Readonly<Record<string, (n: number) => string>> = {
  'module.ts': (n) => `const persona${n} = (text: string) => \`You are \${text}.\`;

app.post('/ask/${n}', async (req, res) => {
  const { role, question } = req.body;
  try {
    const reply = await new Anthropic().messages.create({
      model,
      max_tokens: 1000,
      system: persona${n}(role),
      messages: [{ role: 'user', content: question }],
    });
    res.json(reply.content);
  } catch (error) {
    res.status(500).json({ error: 'Claude gave no answer.' });
  }
});

`,
  'module.py': (n) => `def persona_${n}(text):
    return f"You are {text}."


@app.post("/ask/${n}")
def answer_${n}():
    data = request.get_json()
    reply = anthropic.Anthropic().messages.create(
        model=MODEL,
        max_tokens=1000,
        system=persona_${n}(data["role"]),
        messages=[{"role": "user", "content": data["question"]}],
    )
    if reply.stop_reason == "max_tokens":
        logger.warning("The reply was cut off: %s", reply.id)
    return {"answer": reply.content[0].text}


`,
};
/** One unit in so many is weak. */
const weakOf = 10;

const units: Readonly<Record<string, (n: number) => string>> = {
  'module.ts': (n) => `export async function ask${n}(question: string, options: { retries?: number } = {}) {
  const client = new Anthropic({
    apiKey: process.env.ANTHROPIC_API_KEY,
    maxRetries: options.retries ?? ${n},
  });
  const reply = await client.messages.create({
    model,
    max_tokens: 1000,
    messages: [{ role: 'user', content: \`\${question} ${n}\` }],
  });
  if (reply.stop_reason === 'max_tokens') {
    logger.warn('The reply was cut off.', { n: ${n}, id: reply.id });
  }
  // Only text is of use here.
  return reply.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
}

`,
  'module.py': (n) => `def ask_${n}(question: str, retries: int = ${n}) -> str:
    """Asks one question and gives the text of the reply."""
    client = anthropic.Anthropic(
        api_key=os.environ["ANTHROPIC_API_KEY"],
        max_retries=retries,
    )
    reply = client.messages.create(
        model=MODEL,
        max_tokens=1000,
        messages=[{"role": "user", "content": f"{question} ${n}"}],
    )
    if reply.stop_reason == "max_tokens":
        logger.warning("The reply was cut off: %s", reply.id)
    # Only text is of use here.
    return "".join(block.text for block in reply.content if block.type == "text")


`,
  'deploy.yaml': (n) =>
    `service-${n}:\n  image: registry/app:${n}\n  environment:\n    ANTHROPIC_BASE_URL: https://api.anthropic.com\n    REPLICAS: "${n}"\n  ports:\n    - ${3000 + n}:80\n`,
  'notes.txt': (n) =>
    `Line ${n}: the client reads its key from the environment of the service that runs it, and nowhere else.\n`,
};

const heads: Readonly<Record<string, string>> = {
  'module.ts':
    "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\n\nconst app = express();\nconst model = 'claude-sonnet-5-5';\n\n",
  'module.py':
    'import os\n\nimport anthropic\nfrom flask import Flask, request\n\napp = Flask(__name__)\nMODEL = "claude-sonnet-5-5"\n\n\n',
};

export const sampleNames = Object.keys(units);

const unitOf = (name: string, n: number): string =>
  (n % weakOf === weakOf - 1 ? weak[name]?.(n) : undefined) ?? units[name]!(n);

/** A text of at least so many characters. */
export function textOf(name: string, length: number): string {
  let text = heads[name] ?? '';
  for (let n = 0; text.length < length; n++) text += unitOf(name, n);
  return text;
}

/** A text of about so many lines. */
export function linesOf(name: string, lines: number): string {
  let text = heads[name] ?? '';
  const each = units[name]!(0).split('\n').length - 1;
  for (let n = 0; n < lines / each; n++) text += unitOf(name, n);
  return text;
}

/** The text with a line typed somewhere in it: between two units, or a character inside of a name. */
export function typed(text: string, round: number): string {
  const at = (round * 7919) % text.length;
  if (round % 2 === 0) {
    const gap = Math.max(0, text.indexOf('\n\n', at) + 1);
    return `${text.slice(0, gap)}value_${round} = 1\n${text.slice(gap)}`;
  }
  const name = Math.max(0, text.indexOf('reply', at));
  return `${text.slice(0, name)}x${text.slice(name)}`;
}
