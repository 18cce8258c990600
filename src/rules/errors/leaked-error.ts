import type { Call, Region, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import { perObject } from '../../engine/per-object';
import { isCaughtFor, throws } from '../../engine/taint/asking';
import { isInside } from '../../engine/text/positions';
import type { Document, Problem, Rule, RuleContext } from '../../engine/types';
import { isInViteServer } from '../support/development';
import { asksClaude } from '../support/flow-rule';
import { answered } from '../support/server/answers';
import { inErrorHandlers } from '../support/server/error-handlers';
import { isAboutFailure } from '../support/server/failures';
import { confidenceIn, wayOf, wayTexts } from '../support/traces';

const say = phrases({ sent: 'What the error of a request to Claude says is sent to the client.' });

/** Python's errors that the program's own mistakes and checks raise, and no request does. */
const ownErrors =
  /^(?:ValueError|KeyError|IndexError|LookupError|TypeError|AttributeError|FileNotFoundError|PermissionError|FileExistsError|ImportError|ModuleNotFoundError|NotImplementedError|AssertionError|ZeroDivisionError|Unicode\w*Error|json\.JSONDecodeError|json\.decoder\.JSONDecodeError|(?:pydantic|marshmallow)\.ValidationError)$/;

/** Only such errors are caught there. */
function isOfProgram({ caught }: Region, { flow }: Document): boolean {
  const parts = caught?.value?.kind === 'unknown' ? caught.value.parts : [];
  const types = parts.flatMap((one) => (one.kind === 'array' ? one.items : [one]));
  return types.length > 0 && types.every((one) => ownErrors.test(flow.name(one) ?? ''));
}

/** The caught errors that a request to Claude can have thrown: the tries whose catch binds them hold one. */
function errorsOfRequests(document: Document): (offset: number) => boolean {
  const { regions, calls } = document.facts;
  const all = regions.filter(({ kind }) => kind === 'try');
  const settling = all.filter((one) => isCaughtFor(one, regions, document.text));
  /** Another try inside of this one keeps its errors. */
  const isSettled = (call: Call, { range }: Region) =>
    settling.some((one) => one.range !== range && isInside(one.range, range) && isInside(call.range, one.range));
  const holdsRequest = perObject((one: Region) =>
    calls.some(
      (call) =>
        isInside(call.range, one.range) &&
        document.asks(call) &&
        !isSettled(call, one) &&
        !catchesItself(call, document),
    ),
  );
  const catches = regions.filter(({ kind }) => kind === 'catch');
  return (offset) => {
    const around = catches.filter(({ range }) => range.start <= offset && offset < range.end).at(-1);
    if (!around || isOfProgram(around, document)) return false;
    const [before] = all
      .filter(({ range }) => range.end <= around.range.start)
      .sort((one, other) => other.range.end - one.range.end);
    return before !== undefined && holdsRequest(before);
  };
}

/** `ask().catch((error) => console.error(error))`: nothing of it gets to the try around it. */
const catchesItself = ({ range }: Call, { facts, text }: Document): boolean =>
  facts.calls.some(
    ({ callee, range: whole }) =>
      callee.kind === 'member' &&
      callee.property === 'catch' &&
      callee.object.range.start === range.start &&
      range.end <= callee.object.range.end &&
      !throws.test(text.slice(callee.object.range.end, whole.end)),
  );

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
    'The message, stack, body or whole of an error that was caught around a request to Claude, or what raw HTTP answered where it has failed, in what is sent to the HTTP client. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent: 'Fixed texts, mapped statuses, errors of other calls, messages that are only logged.',
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
    const isOfRequest = errorsOfRequests(document);
    const isHandled = inErrorHandlers(document);
    const told = answered(document);
    return told
      .filter(({ range }) => isOfRequest(range.start) || isHandled(range))
      .filter(({ range }) => !isInViteServer(range, document))
      .flatMap((value) => problems(value, context))
      .concat(told.flatMap((value) => failures(value, context)));
  },
};

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
  const [trace] = document.trace(value, { use: 'answer', kinds: ['error'] });
  if (!trace) return [];
  const { range, file } = trace.source;
  const isHere = !file && value.range.start <= range.start && range.end <= value.range.end;
  return [
    {
      range: isHere ? range : value.range,
      message: say('sent'),
      confidence: confidenceIn(context, 'high'),
      ...wayOf(trace),
    },
  ];
}
