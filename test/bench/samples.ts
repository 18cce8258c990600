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

/** The rest of an application: what stands between its requests. */
const plain: Readonly<Record<string, readonly ((n: number) => string)[]>> = {
  'module.ts': [
    (n) => `export class Orders${n} {
  private readonly byId = new Map<string, Order>();

  constructor(private readonly database: Database) {}

  async load(customer: string, since = new Date(0)): Promise<Order[]> {
    const rows = await this.database.query('select * from orders where customer = $1 and made > $2', [customer, since]);
    for (const row of rows) {
      if (!row.id || this.byId.has(row.id)) continue;
      this.byId.set(row.id, { ...row, total: Number(row.total), label: \`\${row.city}, \${row.street} ${n}\` });
    }
    return [...this.byId.values()].filter(({ total }) => total > ${n}).sort((a, b) => a.total - b.total);
  }

  summary(): string {
    let text = 'Orders: ';
    this.byId.forEach((order, id) => {
      text += \`\${id} (\${order.total.toFixed(2)}); \`;
    });
    return text.trim();
  }
}

`,
    (n) => `app.get('/orders/${n}/:id', requireLogin, async (req, res, next) => {
  const id = Number.parseInt(req.params.id, 10);
  if (Number.isNaN(id)) return res.status(400).json({ error: 'An id is a number.' });
  try {
    const order = await orders.find(id, { limit: ${n} });
    if (!order) return res.status(404).end();
    logger.info('An order was read.', { id, user: req.user.id });
    res.json({ id, city: order.city, lines: order.lines.map((line) => ({ name: line.name, price: line.price })) });
  } catch (error) {
    next(error);
  }
});

`,
    (n) => `export const prices${n} = {
  currency: 'EUR',
  tax: { standard: 0.2${n}, reduced: 0.07 },
  countries: ['de', 'fr', 'it', 'es'],
};

export function priceOf${n}(amount: number, country: string, reduced = false): number {
  const { standard, reduced: low } = prices${n}.tax;
  const rate = reduced ? low : standard;
  switch (country) {
    case 'de':
      return Math.round(amount * (1 + rate) * 100) / 100;
    case 'fr':
      return Math.round(amount * (1 + rate - 0.01) * 100) / 100;
    default:
      return prices${n}.countries.includes(country) ? amount * (1 + rate) : amount;
  }
}

`,
  ],
  'module.py': [
    (n) => `class Orders${n}:
    """Orders of a customer, as the database has them."""

    def __init__(self, database, currency="EUR"):
        self.database = database
        self.currency = currency
        self.by_id = {}

    def load(self, customer, since=None):
        rows = self.database.execute("select * from orders where customer = %s and made > %s", (customer, since))
        for row in rows:
            if not row["id"] or row["id"] in self.by_id:
                continue
            self.by_id[row["id"]] = {**row, "total": float(row["total"]), "label": f"{row['city']}, {row['street']} ${n}"}
        return sorted((order for order in self.by_id.values() if order["total"] > ${n}), key=lambda order: order["total"])

    def summary(self):
        parts = [f"{key} ({order['total']:.2f})" for key, order in self.by_id.items()]
        return "Orders: " + "; ".join(parts)


`,
    (n) => `@app.get("/orders/${n}/<order_id>")
@login_required
def order_${n}(order_id):
    try:
        number = int(order_id)
    except ValueError:
        return {"error": "An id is a number."}, 400
    order = orders.find(number, limit=${n})
    if order is None:
        return {"error": "There is no such order."}, 404
    logger.info("Order %s was read by %s.", number, current_user.id)
    return {"id": number, "city": order.city, "lines": [{"name": line.name, "price": line.price} for line in order.lines]}


`,
    (n) => `PRICES_${n} = {
    "currency": "EUR",
    "tax": {"standard": 0.2${n}, "reduced": 0.07},
    "countries": ["de", "fr", "it", "es"],
}


def price_of_${n}(amount, country, reduced=False):
    tax = PRICES_${n}["tax"]
    rate = tax["reduced"] if reduced else tax["standard"]
    if country == "de":
        return round(amount * (1 + rate), 2)
    if country == "fr":
        return round(amount * (1 + rate - 0.01), 2)
    return amount * (1 + rate) if country in PRICES_${n}["countries"] else amount


`,
  ],
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

const linesIn = (text: string): number => text.split('\n').length - 1;

/** A text of about so many lines, each unit with a request: far denser than what people write. */
export function linesOf(name: string, lines: number): string {
  let text = heads[name] ?? '';
  const each = linesIn(units[name]!(0));
  for (let n = 0; n < lines / each; n++) text += unitOf(name, n);
  return text;
}

/**
 * A text of about so many lines as applications have them: requests are spread over code of other kinds. Of 201 public repositories
 * with Claude, the files of 1,500 to 2,500 lines that are no tests have 1 to 12 requests, 3 at the median.
 */
export function applicationOf(name: string, lines: number, requests = 12): string {
  let text = heads[name] ?? '';
  let [count, asked] = [linesIn(text), 0];
  for (let n = 0; count < lines; n++) {
    const isDue = asked < (count / lines) * requests;
    const unit = isDue ? unitOf(name, asked++) : plain[name]![n % plain[name]!.length]!(n);
    text += unit;
    count += linesIn(unit);
  }
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
