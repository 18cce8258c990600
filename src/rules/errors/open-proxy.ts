import { phrases } from '../../engine/messages';
import type { Endpoint } from '../../engine/server/types';
import type { Problem, Rule, RuleContext } from '../../engine/types';
import { callerCheckFix, checkTexts } from '../support/server/caller-check-fix';
import { isWithCallersKey } from '../support/server/callers-key';
import { confidenceOf, contentsOfRequest, servedEndpoints, writtenBy } from '../support/server/endpoints';
import { limiterFix, limiterTexts } from '../support/server/limiter-fix';

const say = phrases({
  open: 'Anyone who finds this endpoint can send text to Claude with the server’s key: nothing here asks who is calling, or how often.',
  anyOrigin:
    'Anyone, and every website in its visitors’ browsers, can send text to Claude with the server’s key: nothing here asks who is calling, or how often.',
});

export const openProxy: Rule = {
  id: 'open-proxy',
  title: 'Open proxy to Claude',
  practice: 'errors',
  severity: 'error',
  confidence: 'high',
  cwe: [306, 862],
  owasp: ['LLM10'],
  why: 'Whoever finds the URL asks Claude what they like, as often as they like, and you pay: such endpoints are searched for, and resold as free access to the model. What they make Claude write is done under your organisation’s name.',
  remedy:
    'Ask who is calling before Claude is asked: a session, a signed token or a key of your own; where everybody may, allow your own origins and limit each caller.',
  reports:
    'A route, in whatever module its router is mounted, that hands on what its caller writes to Claude, where neither the handler nor anything in force on it checks who is calling or limits how often. In Go, Java, C#, Ruby and PHP: where the file itself starts the server, or is the script that is asked.',
  silent:
    'Authentication or a limiter anywhere on the way: in the application, a router, a decorator, a dependency, a framework’s middleware file or the handler; servers that listen to their own machine; endpoints that use their caller’s key; routers of which it is not known where they are mounted.',
  messages: { ...say.texts, ...checkTexts, ...limiterTexts },
  examples: [
    {
      file: 'server.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport cors from 'cors';\nimport express from 'express';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.use(cors());\napp.use(express.json());\n\napp.post('/api/chat', async (req, res) => {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(req.body.question) }],\n  });\n  res.json(message.content);\n});\n\napp.listen(3000);\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport cors from 'cors';\nimport express from 'express';\nimport { rateLimit } from 'express-rate-limit';\nimport { requireUser } from './session';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.use(cors({ origin: 'https://app.example.com' }));\napp.use(express.json());\n\napp.post('/api/chat', requireUser, rateLimit({ windowMs: 60_000, limit: 10 }), async (req, res) => {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: String(req.body.question).slice(0, 2000) }],\n  });\n  res.json(message.content);\n});\n\napp.listen(3000);\n",
    },
    {
      file: 'server.py',
      bad: 'import anthropic\nfrom fastapi import FastAPI\nfrom pydantic import BaseModel\n\napp = FastAPI()\nclient = anthropic.Anthropic()\n\n\nclass Question(BaseModel):\n    text: str\n\n\n@app.post("/ask")\ndef ask(question: Question):\n    message = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question.text}]\n    )\n    return {"answer": message.content[0].text}\n',
      good: 'import anthropic\nfrom fastapi import Depends, FastAPI\nfrom pydantic import BaseModel, Field\nfrom fastapi_limiter.depends import RateLimiter\n\nfrom session import current_user\n\napp = FastAPI(dependencies=[Depends(current_user), Depends(RateLimiter(times=10, seconds=60))])\nclient = anthropic.Anthropic()\n\n\nclass Question(BaseModel):\n    text: str = Field(max_length=2000)\n\n\n@app.post("/ask")\ndef ask(question: Question):\n    message = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question.text}]\n    )\n    return {"answer": message.content[0].text}\n',
    },
  ],
  document: (context) => servedEndpoints(context).flatMap((endpoint) => problemOf(endpoint, context)),
};

function problemOf(endpoint: Endpoint, context: RuleContext): Problem[] {
  const { document } = context;
  const { server } = document;
  if (endpoint.knowledge === 'some' || server.does(endpoint, 'authentication') || server.does(endpoint, 'limit'))
    return [];
  if (!isProxy(endpoint, context)) return [];
  const isRead = server.does(endpoint, 'authentication') === false;
  const confidence = confidenceOf(endpoint, isRead, context);
  return [
    {
      range: endpoint.range,
      message: say(server.isForAnyOrigin(endpoint) ? 'anyOrigin' : 'open'),
      confidence,
      ...(confidence === 'low' && { severity: 'warning' as const }),
      fixes: [...callerCheckFix(endpoint, document), ...limiterFix(endpoint, document)],
    },
  ];
}

/** What the caller writes gets to Claude, with a key that is not the caller's. */
const isProxy = (endpoint: Endpoint, { document }: RuleContext): boolean =>
  endpoint.reached.some(
    (reached) =>
      contentsOfRequest(reached.request, reached.unit.flow).some((one) =>
        writtenBy(one, reached, endpoint, document),
      ) && !isWithCallersKey(reached, endpoint, document),
  );
