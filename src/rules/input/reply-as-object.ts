import type { Call, Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Edit, Message, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { flowHook } from '../support/flow-rule';
import { type CallSink, callSinks } from '../support/sinks';
import { rowsFor } from '../support/sinks-elsewhere';
import { callsByName, type Sink, shownName, wayTexts } from '../support/traces';

/** Readers whose data can name code to be run, by their own documentation. */
const readers: readonly CallSink[] = [
  { name: /^(?:_?pickle|cPickle|dill|cloudpickle|marshal)\.(?:loads?|Unpickler)$/ },
  { name: /^jsonpickle\.(?:decode|loads|unpickler\.decode)$/ },
  { name: /^yaml\.unsafe_load(?:_all)?$/ },
  {
    name: /^(?:node-serialize|serialize-to-js|funcster)#(?:(?:\*|default)\.)?(?:unserialize|deserialize|deepDeserialize)$/,
  },
];
/** Templates of these engines are code, by their own documentation. Mustache's, Liquid's and Jinja's sandbox are none. */
const engines: readonly CallSink[] = [
  { name: /^jinja2\.(?:Template|(?:nativetypes\.Native)?Environment\(\)\.from_string|nativetypes\.NativeTemplate)$/ },
  { name: /^flask\.(?:render_template_string|stream_template_string)$/, keyword: 'source', position: 0 },
  { name: /^mako\.template\.Template$/, keyword: 'text', position: 0 },
  { name: /^(?:django\.template\.Template|django\.template\.engines\..*\.from_string|tornado\.template\.Template)$/ },
  { name: /^(?:handlebars|hbs)#(?:(?:\*|default)\.)?(?:handlebars\.)?(?:pre)?compile$/i, position: 0 },
  { name: /^(?:ejs|pug|jade)#(?:(?:\*|default)\.)?(?:render|compile)$/ },
  { name: /^nunjucks#(?:(?:\*|default)\.)?(?:renderString|compile|(?:Environment|configure)\(\)\.renderString)$/ },
  { name: /^(?:lodash(?:-es)?|underscore)#(?:(?:\*|default)\.)?template$|^lodash\.template#(?:\*|default)$/ },
  { name: /^eta#Eta\(\)\.(?:renderString|renderStringAsync|compile)$|^eta#(?:(?:\*|default)\.)?(?:render|compile)$/ },
  { name: /^dot#(?:(?:\*|default)\.)?(?:template|compile)$|^squirrelly#(?:(?:\*|default)\.)?(?:render|compile)$/ },
];
const yamlLoad = /^yaml\.load(?:_all)?$/;
const unsafeLoader = /^yaml\.(?:loader\.)?C?(?:Unsafe)?Loader$/;

const say = phrases({
  read: 'Text from {source} is read by {name}(), which can run code that the data names.',
  compiled: 'Text from {source} is compiled as a template by {name}(), and a template is code.',
  safeLoader: 'Read plain data only: {name}',
});

/** `yaml.load` by its loader. Without one, it depends on the version: the oldest run code, the newest fail. */
function yamlSinks(document: Document): Sink[] {
  const { flow } = document;
  const calls = [...callsByName(document)].filter(([name]) => yamlLoad.test(name));
  return calls.flatMap(([name, all]) =>
    all.flatMap((call): Sink[] => {
      const value = flow.argument(call, 0, 'stream');
      const loader = flow.argument(call, 1, 'Loader');
      if (!value || (loader && !unsafeLoader.test(flow.name(loader) ?? ''))) return [];
      const message = (source: Message) => say('read', { source, name: shownName(name) });
      return [{ value, message, ...(!loader && { confidence: 'medium' }) }];
    }),
  );
}

/** `yaml.load(x, Loader=yaml.Loader)` -> `yaml.safe_load(x)`. */
function safeLoad({ value }: Sink, { document }: RuleContext): ProposedFix[] {
  const call = document.facts.calls.find(({ args }) => args.some((one) => one.value === value));
  const callee = call?.callee;
  const name = (callee && document.flow.name(callee)) ?? '';
  if (!call || callee?.kind !== 'member' || !/^yaml\.(?:unsafe_)?load(?:_all)?$/.test(name)) return [];
  const safe = `safe_${name.replace(/^yaml\.(?:unsafe_)?/, '')}`;
  const edits = [{ range: callee.propertyRange, text: safe }, ...withoutLoader(call, value)];
  return [{ title: say('safeLoader', { name: `yaml.${safe}` }), kind: 'safe', edits }];
}

function withoutLoader({ args }: Call, value: Value): Edit[] {
  const [first, loader, ...others] = args;
  if (!first || !loader || others.length > 0 || first.value !== value) return [];
  return [{ range: { start: first.range.end, end: loader.range.end }, text: '' }];
}

export const replyAsObject: Rule = {
  id: 'reply-as-object',
  title: 'Reply read as an object or template',
  practice: 'input',
  severity: 'error',
  confidence: 'high',
  cwe: [502, 1336],
  owasp: ['LLM05', 'ASI05'],
  why: 'Formats like pickle, and templates, can name code that runs while they are read: whoever can influence what Claude reads can make it write such data, and take over the process.',
  remedy:
    'Let Claude answer in JSON and check it by a schema; read YAML by its safe loader, and put replies into the values of a template, never into its text.',
  reports:
    'A reply, or the input of a tool call, that is read by pickle, marshal, jsonpickle, an unsafe YAML loader or node-serialize, or compiled as a template by Jinja, Mako, Django, EJS, Pug, Handlebars, Nunjucks, Lodash or Eta. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent:
    'JSON, safe loaders, literals, sandboxed environments, engines without logic, replies as values of a template.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'plan.py',
      bad: 'import anthropic\nimport yaml\n\nclient = anthropic.Anthropic()\n\n\ndef plan(task):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": f"Write a plan as YAML: {task}"}],\n    )\n    return yaml.load(message.content[0].text, Loader=yaml.Loader)\n',
      good: 'import anthropic\nimport yaml\n\nclient = anthropic.Anthropic()\n\n\ndef plan(task):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": f"Write a plan as YAML: {task}"}],\n    )\n    return yaml.safe_load(message.content[0].text)\n',
    },
    {
      file: 'letter.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport ejs from 'ejs';\n\nconst client = new Anthropic();\n\nexport async function letter(task: string, name: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: task }],\n  });\n  const [block] = message.content;\n  return block.type === 'text' ? ejs.render(block.text, { name }) : '';\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport ejs from 'ejs';\n\nconst client = new Anthropic();\n\nexport async function letter(task: string, name: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: task }],\n  });\n  const [block] = message.content;\n  return block.type === 'text' ? ejs.render('<p><%= name %>: <%= text %></p>', { name, text: block.text }) : '';\n}\n",
    },
    {
      file: 'plan.rb',
      bad: "require 'anthropic'\nrequire 'yaml'\n\ndef plan(question)\n  message = Anthropic::Client.new.messages.create(\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: question }]\n  )\n  YAML.unsafe_load(message.content.first.text)\nend\n",
      good: "require 'anthropic'\nrequire 'yaml'\n\ndef plan(question)\n  message = Anthropic::Client.new.messages.create(\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: question }]\n  )\n  YAML.safe_load(message.content.first.text)\nend\n",
    },
  ],
  document: flowHook({
    use: 'object',
    kinds: ['reply', 'toolInput'],
    sinks: (document) => [
      ...callSinks(document, rowsFor(document, 'object', readers), (source, name) => say('read', { source, name })),
      ...callSinks(document, engines, (source, name) => say('compiled', { source, name })),
      ...yamlSinks(document),
    ],
    fixes: safeLoad,
  }),
};
