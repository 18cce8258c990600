import type { Value } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Message, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { asksClaude, flowHook } from '../support/flow-rule';
import { attribute, type Element, elementsOf } from '../support/server/elements';
import { callsNamed, confidenceIn, type Sink, wayTexts } from '../support/traces';

const reactMarkdown = /^react-markdown#(?:\*\.?)?(?:default|Markdown|MarkdownAsync|MarkdownHooks)?$/;
const rawHtml = /^rehype-raw#/;
const sanitizer = /sanitize|harden/i;
/** Attributes that decide which elements or addresses are left; what they decide is not looked into. */
const restricting =
  /\b(?:disallowedElements|allowedElements|allowElement|urlTransform|transformImageUri|allowedImagePrefixes)\s*=|\{\s*\.\.\./;
/** Gradio's components sanitise what they show unless they are told not to. */
const gradioComponent = /^gradio\.(?:\w+\.)*(?:Chatbot|Markdown|ChatInterface)$/;

const say = phrases({
  html: 'Text from {source} is shown as Markdown, and the HTML in it becomes part of the page.',
  images: 'Text from {source} is shown as Markdown, and its images are loaded from any server.',
  unsanitized: 'This component shows HTML of a conversation without sanitising it.',
  noImages: 'Show no images of Markdown',
  sanitize: 'Let the component sanitise',
});

const sinks = (document: Document): Sink[] =>
  document.facts.imports.some(({ module }) => module === 'react-markdown')
    ? elementsOf(document, (name) => reactMarkdown.test(name)).flatMap((one) => sinksOf(one, document))
    : [];

/** react-markdown shows no HTML by itself, and every image. */
function sinksOf({ children, opening }: Element, document: Document): Sink[] {
  const plugins = pluginsOf(document, opening);
  const tag = document.text.slice(opening.start, opening.end);
  if (!plugins || plugins.some((one) => sanitizer.test(one))) return [];
  if (plugins.some((one) => rawHtml.test(one)))
    return children.map((value) => ({ value, message: (source: Message) => say('html', { source }) }));
  if (restricting.test(tag) || hasOwnImages(document, opening)) return [];
  const message = (source: Message) => say('images', { source });
  return children.map((value) => ({ value, message, confidence: 'medium' }));
}

/** Names of the plug-ins; undefined where they cannot be told. */
function pluginsOf(document: Document, opening: Element['opening']): string[] | undefined {
  const [given] = attribute(document, opening, 'rehypePlugins');
  if (!given) return [];
  const [list = given] = given.kind === 'name' ? document.flow.sources(given) : [];
  if (list.kind !== 'array') return undefined;
  return list.items.map((one) => document.flow.name(one.kind === 'array' ? (one.items[0] ?? one) : one) ?? '');
}

/** `components={{ img: … }}`, or components that are not known. */
function hasOwnImages(document: Document, opening: Element['opening']): boolean {
  const [given] = attribute(document, opening, 'components');
  if (!given) return false;
  const known = document.flow.object(given);
  return !known || known.entries.some(({ key, spread }) => spread || key === undefined || key === 'img');
}

/** Where images are all that is wrong. */
function withoutImages({ value }: Sink, { document }: RuleContext): ProposedFix[] {
  const around = elementsOf(document, (name) => reactMarkdown.test(name)).find(({ children }) =>
    children.includes(value),
  );
  if (!around || pluginsOf(document, around.opening)?.some((one) => rawHtml.test(one))) return [];
  const quote = document.text.includes("'") ? "'" : '"';
  const at = around.component.range.end;
  const edits = [{ range: { start: at, end: at }, text: ` disallowedElements={[${quote}img${quote}]}` }];
  return [{ title: say('noImages'), kind: 'suggestion', edits }];
}

function unsanitized(context: RuleContext): Problem[] {
  const { document } = context;
  if (context.setting === 'documentation' || !asksClaude(document)) return [];
  const calls = callsNamed(document, gradioComponent);
  return calls.flatMap((call): Problem[] => {
    const value = document.flow.argument(call, undefined, 'sanitize_html');
    if (!value || document.flow.constant(value) !== false) return [];
    const { range } = value;
    const fixes = value.kind === 'literal' ? [sanitizing(value)] : [];
    return [{ range, message: say('unsanitized'), confidence: confidenceIn(context, 'high'), fixes }];
  });
}

const sanitizing = ({ range }: Value): ProposedFix => ({
  title: say('sanitize'),
  kind: 'suggestion',
  edits: [{ range, text: 'True' }],
});

const shown = flowHook({ use: 'markdown', kinds: ['reply'], sinks, fixes: withoutImages });

export const replyAsMarkdown: Rule = {
  id: 'reply-as-markdown',
  title: 'Reply shown as unrestricted Markdown',
  practice: 'input',
  severity: 'warning',
  confidence: 'high',
  cwe: [79, 200],
  owasp: ['LLM05', 'LLM02'],
  why: 'A page or mail that Claude reads can make it answer with an image whose address holds parts of the conversation: showing it sends them to a stranger’s server. Where HTML is shown, it also runs scripts.',
  remedy:
    'Show no images, or those of your own hosts only (disallowedElements, components.img, urlTransform), and let rehype-sanitize follow rehype-raw.',
  reports:
    'A reply in react-markdown with rehype-raw and no sanitiser, or with images of any server; components of Gradio that are told not to sanitise.',
  silent:
    'Elements or addresses that are restricted, images of one’s own component, sanitising and hardening plug-ins, Markdown that is not a reply.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'answer.tsx',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport Markdown from 'react-markdown';\n\nconst client = new Anthropic();\n\nexport default async function Answer({ question }: { question: string }) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: question }],\n  });\n  const [block] = message.content;\n  return <Markdown>{block.type === 'text' ? block.text : ''}</Markdown>;\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport Markdown from 'react-markdown';\n\nconst client = new Anthropic();\n\nexport default async function Answer({ question }: { question: string }) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: question }],\n  });\n  const [block] = message.content;\n  return <Markdown disallowedElements={['img']}>{block.type === 'text' ? block.text : ''}</Markdown>;\n}\n",
    },
    {
      file: 'app.py',
      bad: 'import anthropic\nimport gradio as gr\n\nclient = anthropic.Anthropic()\n\n\ndef answer(question, history):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": question}],\n    )\n    return message.content[0].text\n\n\ngr.ChatInterface(answer, chatbot=gr.Chatbot(sanitize_html=False)).launch()\n',
      good: 'import anthropic\nimport gradio as gr\n\nclient = anthropic.Anthropic()\n\n\ndef answer(question, history):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": question}],\n    )\n    return message.content[0].text\n\n\ngr.ChatInterface(answer, chatbot=gr.Chatbot()).launch()\n',
    },
  ],
  document: (context) => [...shown(context), ...unsanitized(context)],
};
