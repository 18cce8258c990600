import { phrases } from '../../engine/messages';
import type { Endpoint } from '../../engine/server/types';
import type { Document, Problem, Rule, RuleContext } from '../../engine/types';
import { isWithCallersKey } from '../support/server/callers-key';
import { confidenceOf, servedEndpoints } from '../support/server/endpoints';
import { limiterFix, limiterTexts } from '../support/server/limiter-fix';

const say = phrases({
  unlimited: 'Nothing limits how often a caller makes this endpoint ask Claude.',
});

export const missingRateLimit: Rule = {
  id: 'missing-rate-limit',
  title: 'Missing rate limit',
  practice: 'errors',
  severity: 'warning',
  confidence: 'medium',
  cwe: [770, 799],
  owasp: ['LLM10'],
  why: 'One caller in a loop, or one stolen session, spends your budget in an hour and uses up the organisation’s rate limit, so that Claude answers nobody any more.',
  remedy:
    'Limit each user or address, on the route, its router or the application, with a store that all instances share.',
  reports:
    'A route that asks Claude with the server’s key, where no limiter is in force: none on the route, its routers or the application, and none in the handler or in what it calls. In Go, Java, C#, Ruby and PHP: where the file itself starts the server, or is the script that is asked.',
  silent:
    'Limiter libraries and one’s own, quotas, credits and budgets, wherever they stand; servers that listen to their own machine; routers of which it is not known where they are mounted. Endpoints that are open to anyone are `open-proxy`’s.',
  messages: { ...say.texts, ...limiterTexts },
  yieldsTo: ['open-proxy'],
  examples: [
    {
      file: 'server.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\nimport passport from 'passport';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.use(passport.authenticate('jwt', { session: false }));\n\napp.post('/api/summary', async (req, res) => {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(req.body.text).slice(0, 2000) }],\n  });\n  res.json(message.content);\n});\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\nimport { rateLimit } from 'express-rate-limit';\nimport passport from 'passport';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.use(passport.authenticate('jwt', { session: false }));\napp.use('/api', rateLimit({ windowMs: 60_000, limit: 20 }));\n\napp.post('/api/summary', async (req, res) => {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(req.body.text).slice(0, 2000) }],\n  });\n  res.json(message.content);\n});\n",
    },
    {
      file: 'server.py',
      bad: 'import anthropic\nfrom flask import Flask, jsonify, request\nfrom flask_login import LoginManager, login_required\n\napp = Flask(__name__)\nLoginManager(app)\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\n@login_required\ndef ask():\n    message = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": request.json["question"][:2000]}]\n    )\n    return jsonify(answer=message.content[0].text)\n',
      good: 'import anthropic\nfrom flask import Flask, jsonify, request\nfrom flask_limiter import Limiter\nfrom flask_limiter.util import get_remote_address\nfrom flask_login import LoginManager, login_required\n\napp = Flask(__name__)\nLoginManager(app)\nlimiter = Limiter(get_remote_address, app=app)\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\n@login_required\n@limiter.limit("10 per minute")\ndef ask():\n    message = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": request.json["question"][:2000]}]\n    )\n    return jsonify(answer=message.content[0].text)\n',
    },
  ],
  document: (context) => servedEndpoints(context).flatMap((endpoint) => problemOf(endpoint, context)),
};

function problemOf(endpoint: Endpoint, context: RuleContext): Problem[] {
  const { document } = context;
  if (endpoint.knowledge === 'some' || document.server.does(endpoint, 'limit')) return [];
  if (endpoint.reached.every((one) => isWithCallersKey(one, endpoint, document))) return [];
  const isRead = document.server.does(endpoint, 'limit') === false;
  const confidence = confidenceOf(endpoint, isRead, context);
  return [
    {
      range: endpoint.range,
      message: say('unlimited'),
      confidence: confidence === 'high' && !isInternal(endpoint, document) ? 'medium' : 'low',
      fixes: limiterFix(endpoint, document),
    },
  ];
}

/** What a schedule or another service calls, behind a secret of theirs, or those who run the application. */
const internal =
  /\bcron|cron_?secret|webhook|\binternal\b|scheduler|\bis_?admin\b|(?:require|verify|check|current)_?admin/i;

function isInternal({ fn, registration }: Endpoint, { file, flow, text }: Document): boolean {
  const path = registration?.args[0] && flow.pattern(registration.args[0].value);
  return [file.path, path ?? '', text.slice(fn.range.start, fn.range.end)].some((one) => internal.test(one));
}
