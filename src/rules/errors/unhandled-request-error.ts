import { phrases } from '../../engine/messages';
import type { Endpoint } from '../../engine/server/types';
import type { Problem, Rule, RuleContext } from '../../engine/types';
import { catchFix, catchTexts } from '../support/server/catch-fix';
import { servedEndpoints } from '../support/server/endpoints';
import { confidenceIn } from '../support/traces';
import { within } from '../support/values';

const say = phrases({
  uncaught: 'Nothing handles the errors of this request to Claude before they leave the endpoint.',
});

export const unhandledRequestError: Rule = {
  id: 'unhandled-request-error',
  title: 'Unhandled error of a request',
  practice: 'errors',
  severity: 'info',
  confidence: 'medium',
  cwe: [755, 703],
  owasp: ['LLM10', 'ASI08'],
  why: 'Requests to Claude fail as a matter of course: limits, overload, timeouts. An error that nobody handles leaves callers without an answer, ends a process in some frameworks, and shows a stack trace in others.',
  remedy:
    'Catch the error around the request or in an error middleware, log it with its request id, and answer with a status and a text of your own.',
  reports:
    'A request to Claude in a route, or in what the route calls, around which nothing catches and behind which the application has no error handler.',
  silent:
    'try/catch and .catch() anywhere on the way, wrappers that catch, error middleware and exception handlers of the application.',
  messages: { ...say.texts, ...catchTexts },
  examples: [
    {
      file: 'server.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.get('/tip', async (_req, res) => {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: 'A tip for today, please.' }],\n  });\n  res.json(message.content);\n});\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.get('/tip', async (_req, res) => {\n  try {\n    const message = await client.messages.create({\n      model: 'claude-sonnet-5',\n      max_tokens: 1024,\n      messages: [{ role: 'user', content: 'A tip for today, please.' }],\n    });\n    res.json(message.content);\n  } catch (error) {\n    console.error(error);\n    res.status(503).json({ error: 'The assistant is not available.' });\n  }\n});\n",
    },
    {
      file: 'server.py',
      bad: 'import anthropic\nfrom flask import Flask, jsonify\n\napp = Flask(__name__)\nclient = anthropic.Anthropic()\n\n\n@app.get("/tip")\ndef tip():\n    message = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": "A tip for today, please."}]\n    )\n    return jsonify(answer=message.content[0].text)\n',
      good: 'import anthropic\nfrom flask import Flask, jsonify\n\napp = Flask(__name__)\nclient = anthropic.Anthropic()\n\n\n@app.get("/tip")\ndef tip():\n    try:\n        message = client.messages.create(\n            model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": "A tip for today, please."}]\n        )\n    except anthropic.APIError:\n        app.logger.exception("Claude could not be asked")\n        return jsonify(error="The assistant is not available."), 503\n    return jsonify(answer=message.content[0].text)\n',
    },
  ],
  document: (context) => servedEndpoints(context).flatMap((endpoint) => problemsOf(endpoint, context)),
};

/** Requests that never throw: what goes wrong becomes a part of the stream. */
const streamsErrors = /^stream(?:Text|Object)$/;

/** One for each call in the handler that leads to such a request. */
function problemsOf(endpoint: Endpoint, context: RuleContext): Problem[] {
  const { reached, knowledge, hasErrorHandler, fn } = endpoint;
  if (knowledge === 'some' || hasErrorHandler) return [];
  const open = reached.filter(
    ({ isCaught, call, request }) => !isCaught && within(call.range, fn.range) && !streamsErrors.test(request.method),
  );
  const first = open.filter((one, at) => open.findIndex(({ call }) => call === one.call) === at);
  return first.map((one) => ({
    range: one.call.callee.range,
    message: say('uncaught'),
    confidence: confidenceIn(context, 'medium'),
    fixes: catchFix(one, endpoint, context.document),
  }));
}
