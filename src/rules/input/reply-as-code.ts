import { phrases } from '../../engine/messages';
import type { Document, Rule } from '../../engine/types';
import { flowHook } from '../support/flow-rule';
import { type CallSink, callSinks } from '../support/sinks';
import { rowsFor } from '../support/sinks-elsewhere';
import { callsNamed, type Sink, wayTexts } from '../support/traces';

const evaluators: readonly CallSink[] = [
  { name: /^(?:(?:window|globalThis|global)\.)?eval$/, position: 0 },
  // Its last argument is the body; the others name parameters, whose defaults are code as well.
  { name: /^(?:(?:window|globalThis|global)\.)?Function$/, all: true },
  { name: /^(?:node:)?vm#(?:(?:\*|default)\.)?(?:runIn(?:New|This)?Context|compileFunction|Script|SourceTextModule)$/ },
  { name: /^(?:(?:window|globalThis)\.)?(?:setTimeout|setInterval|setImmediate)$/ },
  { name: /^(?:eval|exec|compile|builtins\.(?:eval|exec|compile)|__builtins__\.(?:eval|exec))$/ },
  {
    name: /^(?:pandas\.eval|numexpr\.evaluate|code\.InteractiveInterpreter\(\)\.(?:runcode|runsource)|IPython\.get_ipython\(\)\.run_cell)$/,
  },
  {
    name: /^(?:langchain_experimental\..*PythonREPL\(\)\.run|langchain_experimental\..*PythonAstREPLTool\(\)\.(?:run|invoke))$/,
  },
];

const say = phrases({ runs: 'Text from {source} is run as code by {name}().' });

/** `import('data:text/javascript,' + text)`. */
const imported = (document: Document): Sink[] =>
  callsNamed(document, /^import$/).flatMap(({ args: [first] }) =>
    first && /^data:/.test(document.flow.pattern(first.value) ?? '')
      ? [{ value: first.value, message: (source) => say('runs', { source, name: 'import' }) }]
      : [],
  );

export const replyAsCode: Rule = {
  id: 'reply-as-code',
  title: 'Reply run as code',
  practice: 'input',
  severity: 'error',
  confidence: 'high',
  cwe: [94, 95],
  owasp: ['LLM05', 'ASI05'],
  why: 'Whoever can influence what Claude reads, with a page, a mail or a question, can make it write code; run by your program, that code does whatever your program may do.',
  remedy:
    'Do not run what Claude writes in your process: parse it as data, or run it in a sandbox without secrets and network.',
  reports:
    'A reply, or the input of a tool call, that reaches eval, exec, new Function, Node’s vm, compile, a timer that takes source, or the import of a data: address. What a page evaluates is followed to the route of the same project that it asks. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent: 'Code that runs in a sandbox of its own, literals that ast.literal_eval reads, JSON that is parsed, numbers.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'calculate.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function calculate(task: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 256,\n    messages: [{ role: 'user', content: `Write one JavaScript expression for: ${task}` }],\n  });\n  const [block] = message.content;\n  return block.type === 'text' ? eval(block.text) : undefined;\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function calculate(task: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 256,\n    messages: [{ role: 'user', content: `Give only the number for: ${task}` }],\n  });\n  const [block] = message.content;\n  return block.type === 'text' ? Number(block.text) : undefined;\n}\n",
    },
    {
      file: 'plot.py',
      bad: 'import anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef plot(question):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": question}],\n    )\n    code = message.content[0].text\n    exec(code)\n',
      good: 'import ast\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef points(question):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": question}],\n    )\n    return ast.literal_eval(message.content[0].text)\n',
    },
  ],
  document: flowHook({
    use: 'code',
    kinds: ['reply', 'toolInput'],
    sinks: (document) => [
      ...callSinks(document, rowsFor(document, 'code', evaluators), (source, name) => say('runs', { source, name })),
      ...imported(document),
    ],
  }),
};
