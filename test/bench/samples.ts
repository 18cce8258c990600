/** Texts to measure with: one realistic unit of each format, repeated. */

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
  'module.ts': "import Anthropic from '@anthropic-ai/sdk';\n\nconst model = 'claude-sonnet-5-5';\n\n",
  'module.py': 'import os\n\nimport anthropic\n\nMODEL = "claude-sonnet-5-5"\n\n\n',
};

export const sampleNames = Object.keys(units);

/** A text of at least so many characters. */
export function textOf(name: string, length: number): string {
  let text = heads[name] ?? '';
  for (let n = 0; text.length < length; n++) text += units[name]!(n);
  return text;
}

/** A text of about so many lines. */
export function linesOf(name: string, lines: number): string {
  let text = heads[name] ?? '';
  const each = units[name]!(0).split('\n').length - 1;
  for (let n = 0; n < lines / each; n++) text += units[name]!(n);
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
