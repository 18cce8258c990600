import type { Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Source, Trace } from '../../engine/taint/types';
import type { Document, Problem, Rule, RuleContext } from '../../engine/types';
import { isInViteServer } from '../support/development';
import { asksClaude } from '../support/flow-rule';
import { answered } from '../support/server/answers';
import { chatAnswers, isForOwnUsers } from '../support/server/chat-answers';
import { inErrorHandlers } from '../support/server/error-handlers';
import { isAboutFailure } from '../support/server/failures';
import { errorsOfRequests, errorsOfRequestsIn } from '../support/server/request-errors';
import { confidenceIn, wayOf, wayTexts } from '../support/traces';

const say = phrases({
  sent: 'What the error of a request to Claude says is sent to the client.',
  chat: 'What the error of a request to Claude says is written into the chat.',
});

export const leakedError: Rule = {
  id: 'leaked-error',
  title: 'Leaked error details',
  practice: 'errors',
  severity: 'warning',
  confidence: 'medium',
  cwe: [209],
  owasp: ['LLM02'],
  why: 'Errors of a request to Claude tell a stranger your model, limits, organisation and request ids, sometimes parts of the prompt; stack traces tell how the server is built.',
  remedy: 'Log the error with its request id on the server, and answer with a fixed text and a status of your own.',
  reports:
    'The message, stack, body or whole of an error that was caught around a request to Claude, or what raw HTTP answered where it has failed, in what is sent to the HTTP client, or written into a chat by a bot. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent:
    'Fixed texts, mapped statuses, errors of other calls, messages that are only logged; of a bot, what goes to a channel for logs, or (at low confidence) to nobody but people whom its owner has named.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'server.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.post('/ask', async (req, res) => {\n  try {\n    const message = await client.messages.create({\n      model: 'claude-sonnet-5',\n      max_tokens: 1024,\n      messages: [{ role: 'user', content: String(req.body.question) }],\n    });\n    res.json(message.content);\n  } catch (error) {\n    res.status(500).json({ error: error.message });\n  }\n});\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport express from 'express';\n\nconst app = express();\nconst client = new Anthropic();\n\napp.post('/ask', async (req, res) => {\n  try {\n    const message = await client.messages.create({\n      model: 'claude-sonnet-5',\n      max_tokens: 1024,\n      messages: [{ role: 'user', content: String(req.body.question) }],\n    });\n    res.json(message.content);\n  } catch (error) {\n    console.error(error);\n    res.status(502).json({ error: 'The assistant is not available.' });\n  }\n});\n",
    },
    {
      file: 'server.py',
      bad: 'import anthropic\nfrom fastapi import FastAPI, HTTPException\n\napp = FastAPI()\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\ndef ask(question: str):\n    try:\n        message = client.messages.create(\n            model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]\n        )\n    except anthropic.APIError as error:\n        raise HTTPException(status_code=500, detail=str(error))\n    return {"answer": message.content[0].text}\n',
      good: 'import logging\n\nimport anthropic\nfrom fastapi import FastAPI, HTTPException\n\napp = FastAPI()\nclient = anthropic.Anthropic()\n\n\n@app.post("/ask")\ndef ask(question: str):\n    try:\n        message = client.messages.create(\n            model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]\n        )\n    except anthropic.APIError:\n        logging.exception("Claude could not be asked")\n        raise HTTPException(status_code=502, detail="The assistant is not available.")\n    return {"answer": message.content[0].text}\n',
    },
  ],
  document(context) {
    const { document } = context;
    if (context.setting === 'documentation' || !asksClaude(document)) return [];
    const inChat = chatAnswers(document);
    const told = answered(document).filter((one) => !inChat.includes(one) && !isInViteServer(one.range, document));
    return told
      .flatMap((value) => [...problems(value, context), ...failures(value, context)])
      .concat(inChat.flatMap((value) => problems(value, context).map((one) => writtenInChat(one, context))));
  },
};

/** Where a bot answers nobody but people that its owner has named, it tells no secret. */
const writtenInChat = (problem: Problem, context: RuleContext): Problem => ({
  ...problem,
  message: say('chat'),
  confidence: isForOwnUsers(problem.range, context.document) ? 'low' : confidenceIn(context, 'medium'),
});

/** Beside the texts of errors, what raw HTTP answers where the request has failed: `if (!response.ok) res.json(await response.text())`. */
function failures(value: Value, context: RuleContext): Problem[] {
  const { document } = context;
  if (!document.claude.requests.some(({ raw }) => raw) || !isAboutFailure(value.range, document)) return [];
  if (isInViteServer(value.range, document)) return [];
  const [trace] = document.trace(value, {
    use: 'answer',
    kinds: ['reply'],
    isMeant: ({ value: source }) =>
      source.kind === 'call' && document.claude.requests.some(({ call, raw }) => raw && call === source.call),
  });
  if (!trace) return [];
  return [{ range: value.range, message: say('sent'), confidence: confidenceIn(context, 'medium'), ...wayOf(trace) }];
}

function problems(value: Value, context: RuleContext): Problem[] {
  const { document } = context;
  const { range: place } = value;
  const isCaught = errorsOfRequests(document)(place.start) || inErrorHandlers(document)(place);
  const [trace] = isCaught ? document.trace(value, { use: 'answer', kinds: ['error'] }) : returned(value, document);
  if (!trace) return [];
  const { range, file } = trace.source;
  const isHere = isCaught && !file && place.start <= range.start && range.end <= place.end;
  return [
    {
      range: isHere ? range : place,
      message: say('sent'),
      confidence: confidenceIn(context, isCaught ? 'high' : 'medium'),
      ...wayOf(trace),
    },
  ];
}

/** What a function that asks Claude gives in place of a reply: `catch (error) { return error.message; }`. */
const returned = (value: Value, document: Document): Trace[] =>
  document.trace(value, {
    use: 'answer',
    kinds: ['error'],
    isMeant: ({ unit, value: { range } }: Source) => errorsOfRequestsIn(unit)(range.start),
  });
