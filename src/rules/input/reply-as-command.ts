import type { Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Message, Rule } from '../../engine/types';
import { commandsOf, listsGiven, programs } from '../support/agents/processes';
import { flowHook } from '../support/flow-rule';
import { type CallSink, callSinks } from '../support/sinks';
import { rowsFor } from '../support/sinks-elsewhere';
import { callsByName, type Sink, shownName, wayTexts } from '../support/traces';

/** A whole line for a shell. */
const shells: readonly CallSink[] = [
  { name: /^(?:node:)?child_process#(?:(?:\*|default)\.)?(?:exec|execSync)$/ },
  { name: /^execa#(?:(?:\*|default)\.)?(?:execaCommand|execaCommandSync|command|commandSync|\$)$/ },
  { name: /^shelljs#(?:(?:\*|default)\.)?exec$|^shell\.exec$/ },
  { name: /^(?:zx|bun)#\$$|^Bun\.\$$/ },
  {
    name: /^(?:os\.(?:system|popen)|commands\.getoutput|subprocess\.(?:getoutput|getstatusoutput)|asyncio\.create_subprocess_shell|anyio\.run_process|pexpect\.(?:run|spawn))$/,
  },
  { name: /^subprocess\.(?:run|call|check_call|check_output|Popen)$/, where: { keyword: 'shell', is: true } },
  {
    name: /^(?:node:)?child_process#(?:(?:\*|default)\.)?(?:spawn|spawnSync|execFile|execFileSync)$|^execa#(?:(?:\*|default)\.)?(?:default|execa|execaSync)$/,
    where: { keyword: 'shell', is: true },
  },
  {
    name: /^(?:fabric|invoke)\b.*\.(?:run|sudo|local)$|^paramiko\.SSHClient\(\)\.exec_command$|^(?:ssh2|node-ssh)#.*\.(?:exec|execCommand)$/,
  },
];
const shellProgram = /(?:^|\/)(?:(?:ba|z|da|k|c|fi)?sh|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/;

/** Shells for which every word behind the flag is a part of the line. */
const restProgram = /(?:^|\/)(?:cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)$/;
const lineFlag = /^(?:-[a-z]*c|\/[cCkK]|-Command|-EncodedCommand)$/;

const say = phrases({
  line: 'Text from {source} is run by a shell, through {name}().',
  program: 'Text from {source} is run by {name}().',
});

/** `spawn(program, …)`, `subprocess.run([program, …])`: the program itself, and what a shell is told by `-c`. */
function programSinks(document: Document): Sink[] {
  const starts = [...callsByName(document)].filter(([name]) => programs.test(name));
  return starts
    .flatMap(([name, calls]) => calls.map((call) => ({ name, call })))
    .flatMap(({ name, call }) => {
      const message = (source: Message) => say('program', { source, name: shownName(name) });
      return commandsOf(call, document).flatMap(([program, ...words]) =>
        isShell(program, document)
          ? [{ value: program, message }]
          : [program, ...linesOf(program, words, document)].map((value) => ({ value, message, element: 0 })),
      );
    });
}

/** The same in languages whose words are separate arguments; `/bin/sh -c` makes a line of what stands behind. */
function programsElsewhere(document: Document): Sink[] {
  const { flow } = document;
  const rows = rowsFor(document, 'program');
  return [...callsByName(document)].flatMap(([name, calls]) => {
    if (!rows.some((row) => row.name.test(name))) return [];
    const message = (source: Message) => say('program', { source, name: shownName(name) });
    return calls.flatMap(({ args }) => {
      const given = args.slice(/Context$/.test(name) ? 1 : 0).map((one) => one.value);
      const words = given.flatMap((one) => (one.kind === 'array' ? one.items : [one]));
      const [program, ...rest] = words;
      if (!program) return [];
      const isShell = flow.literals(program).some(({ text }) => shellProgram.test(text));
      return (isShell ? rest : [program]).map((value) => ({ value, message }));
    });
  });
}

/** What starts a process has its whole list from a function that makes one for a shell. */
const isShell = (list: Value, document: Document): boolean =>
  listsGiven(list, document).some(
    ([program, ...words]) => program !== undefined && linesOf(program, words, document).length > 0,
  );

/** What a shell runs among its words; behind it, `sh` and its like have parameters of the line, and others its rest. */
function linesOf(program: Value, words: readonly Value[], { flow }: Document): readonly Value[] {
  const names = flow.literals(program).map(({ text }) => text);
  if (!names.some((one) => shellProgram.test(one)) && flow.environment(program) !== 'SHELL') return [];
  const at = words.findIndex((one) => flow.literals(one).some(({ text }) => lineFlag.test(text)));
  if (at >= 0) return names.some((one) => restProgram.test(one)) ? words.slice(at + 1) : words.slice(at + 1, at + 2);
  const isScript = words[0] !== undefined && flow.literals(words[0]).length > 0;
  return isScript ? [] : words.slice(1);
}

export const replyAsCommand: Rule = {
  id: 'reply-as-command',
  title: 'Reply run as a command',
  practice: 'input',
  severity: 'error',
  confidence: 'high',
  cwe: [78, 77],
  owasp: ['LLM05', 'ASI05', 'ASI02'],
  why: 'A page, a file or a user that Claude reads can make it answer with a command; run by a shell, it reads your files and keys and sends them out.',
  remedy:
    'Offer Claude tools with fixed commands and pass its values as separate arguments, without a shell; else run the commands in a sandbox and ask a person first.',
  reports:
    'A reply, or the input of a tool call, that becomes a shell’s command line or the program that is started: child_process, execa, subprocess with a shell, os.system, ssh. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent: 'Fixed programs with values as separate arguments, quoted values (shlex.quote), choices from a fixed list.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'agent.py',
      bad: 'import subprocess\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef step(messages, tools):\n    response = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=messages, tools=tools\n    )\n    for block in response.content:\n        if block.type == "tool_use":\n            subprocess.run(block.input["command"], shell=True)\n',
      good: 'import subprocess\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef step(messages, tools):\n    response = client.messages.create(\n        model="claude-sonnet-5", max_tokens=1024, messages=messages, tools=tools\n    )\n    for block in response.content:\n        if block.type == "tool_use":\n            subprocess.run(["git", "log", "--", block.input["path"]], check=True)\n',
    },
    {
      file: 'agent.ts',
      bad: "import { exec } from 'node:child_process';\nimport Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\n\nexport async function run(task: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 256,\n    messages: [{ role: 'user', content: task }],\n  });\n  for (const block of message.content) {\n    if (block.type === 'text') exec(block.text);\n  }\n}\n",
      good: "import { execFile } from 'node:child_process';\nimport Anthropic from '@anthropic-ai/sdk';\n\nconst client = new Anthropic();\nconst commands = ['status', 'diff'];\n\nexport async function run(task: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 256,\n    messages: [{ role: 'user', content: task }],\n  });\n  for (const block of message.content) {\n    if (block.type === 'text' && commands.includes(block.text)) execFile('git', [block.text]);\n  }\n}\n",
    },
    {
      file: 'agent.go',
      bad: 'package main\n\nimport (\n	"context"\n	"os/exec"\n\n	"github.com/anthropics/anthropic-sdk-go"\n)\n\nfunc run(ctx context.Context, task string) error {\n	client := anthropic.NewClient()\n	message, err := client.Messages.New(ctx, anthropic.MessageNewParams{\n		Model:     anthropic.ModelClaudeSonnet5,\n		MaxTokens: 256,\n		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(task))},\n	})\n	if err != nil {\n		return err\n	}\n	return exec.Command("bash", "-c", message.Content[0].Text).Run()\n}\n',
      good: 'package main\n\nimport (\n	"context"\n	"os/exec"\n\n	"github.com/anthropics/anthropic-sdk-go"\n)\n\nfunc run(ctx context.Context, task string) error {\n	client := anthropic.NewClient()\n	message, err := client.Messages.New(ctx, anthropic.MessageNewParams{\n		Model:     anthropic.ModelClaudeSonnet5,\n		MaxTokens: 256,\n		Messages:  []anthropic.MessageParam{anthropic.NewUserMessage(anthropic.NewTextBlock(task))},\n	})\n	if err != nil {\n		return err\n	}\n	return exec.Command("git", "log", "--", message.Content[0].Text).Run()\n}\n',
    },
  ],
  document: flowHook({
    use: 'command',
    kinds: ['reply', 'toolInput'],
    sinks: (document) => {
      const lines = callSinks(document, rowsFor(document, 'command', shells), (source, name) =>
        say('line', { source, name }),
      );
      const taken = new Set(lines.map(({ value }) => value));
      return [
        ...lines,
        ...programsElsewhere(document),
        ...programSinks(document).filter(({ value }) => !taken.has(value)),
      ];
    },
  }),
};
