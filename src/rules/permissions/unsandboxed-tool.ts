import { hasToDoWithClaude } from '../../engine/claude/claude';
import type { Call, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Message, Problem, ProposedFix, Rule } from '../../engine/types';
import { programs, wordsOf } from '../support/agents/processes';
import { isDecided, usesSandbox } from '../support/agents/sandboxes';
import { flowHook } from '../support/flow-rule';
import { type CallSink, callSinks, hasOption } from '../support/sinks';
import { callsByName, callsNamed, confidenceIn, type Sink, shownName, wayTexts } from '../support/traces';

const interpreter =
  /(?:^|[\\/])(python[\d.]*|node|deno|bun|ruby|perl|php|Rscript|osascript|(?:ba|z|da|k)?sh)(?:\.exe)?$/;
/** The word behind it is a program. */
const inline = /^(?:-c|-e|-r|-p|--eval|--print|eval)$/;
const images: Readonly<Record<string, string>> = {
  python: 'python:3.13-slim',
  node: 'node:24-slim',
  ruby: 'ruby:3.4-slim',
};
const shellStarts = /^asyncio\.create_subprocess_shell$/;
const terminalStarts = /^pexpect\.spawn$/;

/** The keyboard of the machine, and what presses its keys. */
const keyboards: readonly CallSink[] = [
  { name: /^pyautogui\.(?:typewrite|write|press|hotkey|keyDown)$/ },
  { name: /^pynput\.keyboard\.Controller\(\)\.(?:type|press)$/ },
  { name: /^keyboard\.(?:write|press_and_release|send)$/ },
  { name: /^robotjs#(?:(?:\*|default)\.)?(?:typeString|typeStringDelayed|keyTap)$/ },
  { name: /^@nut-tree(?:-fork)?\/nut-js#keyboard\.(?:type|pressKey)$/ },
];

/** Tools of libraries that run what a model says on the machine where they are. */
const hostTools: readonly (Pick<CallSink, 'name' | 'where'> & { unless?: string })[] = [
  {
    name: /^langchain(?:_community|_experimental)?\..*\b(?:ShellTool|BashProcess|PythonREPL|PythonREPLTool|PythonAstREPLTool)$/,
  },
  {
    name: /^langchain(?:_anthropic)?\..*\b(?:ShellToolMiddleware|ClaudeBashToolMiddleware)$/,
    unless: 'execution_policy',
  },
  { name: /^crewai_tools\.CodeInterpreterTool$/, where: { keyword: 'unsafe_mode', is: true } },
  { name: /^(?:autogen|autogen_ext)\..*\bLocalCommandLineCodeExecutor$/ },
  { name: /^agno\.tools\.(?:shell\.ShellTools|python\.PythonTools)$/ },
];

const say = phrases({
  code: 'A program from {source} is run by {name} on this machine.',
  terminal: 'Text from {source} is typed into a shell on this machine.',
  keyboard: 'Keys from {source} are pressed on this machine by {name}().',
  tool: '{name} runs what the model says on this machine, with all the rights of the program.',
  contain: 'Run it in a container without a network',
});

export const unsandboxedTool: Rule = {
  id: 'unsandboxed-tool',
  title: 'Tool without a sandbox',
  practice: 'permissions',
  severity: 'warning',
  confidence: 'medium',
  cwe: [250, 94, 653],
  owasp: ['LLM06', 'LLM05', 'ASI05', 'ASI02'],
  why: 'Claude writes the program, and whoever wrote a page, a mail or a file that Claude has read writes it too. Run without a sandbox it has your files, your keys and your network.',
  remedy:
    'Run what Claude writes in a container or a virtual machine that holds no secrets and has no network (docker run --network none, E2B, Modal), or use the code execution tool, which runs on Anthropic’s side.',
  reports:
    'Replies and inputs of tool calls that are given to an interpreter (python -c, node -e), typed into a running shell, or pressed on the keyboard of the machine (pyautogui, robotjs); shell and Python tools of LangChain, AutoGen, CrewAI and Agno in code that has to do with Claude.',
  silent:
    'Code that uses containers, virtual machines or a sandbox’s service, commands that a list or a person decides about, fixed programs. What becomes a shell’s command line or is evaluated is told of by other rules.',
  messages: { ...say.texts, ...wayTexts },
  yieldsTo: ['reply-as-command', 'reply-as-code'],
  examples: [
    {
      file: 'calculate.py',
      bad: 'import subprocess\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef calculate(question):\n    reply = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]\n    )\n    return subprocess.run(["python", "-c", reply.content[0].text], capture_output=True)\n',
      good: 'import subprocess\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef calculate(question):\n    reply = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=[{"role": "user", "content": question}]\n    )\n    container = ["docker", "run", "--rm", "--network", "none", "python:3.13-slim"]\n    return subprocess.run([*container, "python", "-c", reply.content[0].text], capture_output=True)\n',
    },
    {
      file: 'calculate.ts',
      bad: "import { execFileSync } from 'node:child_process';\nimport Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function calculate(content: string) {\n  const reply = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content }],\n  });\n  const [block] = reply.content;\n  return block?.type === 'text' ? execFileSync('node', ['-e', block.text]) : undefined;\n}\n",
      good: "import { execFileSync } from 'node:child_process';\nimport Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\nconst container = ['run', '--rm', '--network', 'none', 'node:24-slim'];\n\nexport async function calculate(content: string) {\n  const reply = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content }],\n  });\n  const [block] = reply.content;\n  return block?.type === 'text' ? execFileSync('docker', [...container, 'node', '-e', block.text]) : undefined;\n}\n",
    },
  ],
  document(context) {
    const { document } = context;
    const found = [...flows(context), ...(context.setting === 'documentation' ? [] : hostToolProblems(document))];
    if (found.length === 0 || usesSandbox(document)) return [];
    return found
      .filter(({ range }) => !isDecided(range, document))
      .map((one) => ({ ...one, confidence: confidenceIn(context, 'medium') }));
  },
};

const flows = flowHook({
  use: 'code',
  kinds: ['reply', 'toolInput'],
  sinks: (document) => [
    ...interpreterSinks(document),
    ...terminalSinks(document),
    ...callSinks(document, keyboards, (source, name) => say('keyboard', { source, name })),
  ],
  fixes: (sink, { document }) => containerFix(sink, document),
});

const startsOf = (document: Document): Call[] => callsNamed(document, programs);

/** The interpreter that a call starts. */
function interpreterOf(program: Value | undefined, { flow }: Document): string | undefined {
  const name = program && flow.constant(program);
  const isOwn = program && /^sys\.executable$|^process\.execPath$/.test(flow.name(program) ?? '');
  if (isOwn) return shownName(flow.name(program) ?? '') === 'execPath' ? 'node' : 'python';
  return typeof name === 'string' ? interpreter.exec(name)?.[1] : undefined;
}

/** `python -c …`, and what it reads from its input. */
const interpreterSinks = (document: Document): Sink[] =>
  startsOf(document).flatMap((call) => {
    const [program, ...words] = wordsOf(call, document);
    const name = interpreterOf(program, document);
    if (name === undefined) return [];
    const at = words.findIndex((one) => inline.test(String(document.flow.constant(one))));
    const code = at < 0 ? inputOf(call, words, document) : words[at + 1];
    return code ? [{ value: code, message: (source: Message) => say('code', { source, name }) }] : [];
  });

/** Given nothing else to run, it runs what it reads. */
function inputOf(call: Call, words: readonly Value[], { flow }: Document): Value | undefined {
  const isAlone = words.every((one) => /^-/.test(String(flow.constant(one))));
  const given = () => call.args.map(({ value }) => flow.property(value, 'input')).find(Boolean);
  return isAlone ? (flow.argument(call, undefined, 'input') ?? given()) : undefined;
}

/** `shell.stdin.write(…)`, `shell.sendline(…)`. */
const terminalSinks = (document: Document): Sink[] =>
  document.facts.calls.flatMap(({ callee, args: [first] }) => {
    if (callee.kind !== 'member' || !first || !/^(?:write|sendline|send)$/.test(callee.property ?? '')) return [];
    const isInput = callee.object.kind === 'member' && callee.object.property === 'stdin';
    const process = isInput && callee.object.kind === 'member' ? callee.object.object : callee.object;
    const isShell = (isInput || callee.property !== 'write') && startsShell(process, document);
    return isShell ? [{ value: first.value, message: (source: Message) => say('terminal', { source }) }] : [];
  });

function startsShell(process: Value, document: Document): boolean {
  return document.flow.sources(process).some((source) => {
    if (source.kind !== 'call') return false;
    const name = document.flow.name(source.call.callee) ?? '';
    if (shellStarts.test(name)) return true;
    if (!programs.test(name) && !terminalStarts.test(name)) return false;
    return interpreterOf(wordsOf(source.call, document)[0], document) !== undefined;
  });
}

function hostToolProblems(document: Document): Problem[] {
  if (!hasToDoWithClaude(document)) return [];
  return [...callsByName(document)].flatMap(([name, calls]) => {
    const row = hostTools.find((one) => one.name.test(name));
    const meant = row ? calls.filter((call) => hasOption(row, call, document) && !isGiven(row.unless, call)) : [];
    return meant.map(({ callee: { range } }) => ({ range, message: say('tool', { name: shownName(name) }) }));
  });
}

const isGiven = (option: string | undefined, { args }: Call): boolean =>
  option !== undefined && args.some(({ name }) => name === option);

/** The same program, behind `docker run`, where both are written in the call. */
function containerFix({ value }: Sink, document: Document): ProposedFix[] {
  const { text, format } = document;
  const call = startsOf(document).find((one) => wordsOf(one, document).includes(value));
  const [program, word] = call ? wordsOf(call, document) : [];
  const image = program && images[(interpreterOf(program, document) ?? '').replace(/[\d.]+$/, '')];
  if (!image || program.kind !== 'literal' || !word || word.range.start < program.range.start) return [];
  const quote = text[program.range.start] ?? '"';
  const quoted = ['run', '--rm', '--network', 'none', image].map((one) => `${quote}${one}${quote}`).join(', ');
  const source = text.slice(program.range.start, program.range.end);
  const before = { start: program.range.start, end: program.range.start };
  const inside = { start: word.range.start, end: word.range.start };
  const edits =
    format.id === 'python'
      ? [{ range: before, text: `${quote}docker${quote}, ${quoted}, ` }]
      : [
          { range: program.range, text: `${quote}docker${quote}` },
          { range: inside, text: `${quoted}, ${source}, ` },
        ];
  return [{ title: say('contain'), kind: 'suggestion', edits }];
}
