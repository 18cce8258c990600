import type { Value } from '../../engine/facts';
import { showsHtml } from '../../engine/formats/shown-html';
import { phrases } from '../../engine/messages';
import type { Document, Message, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { flowHook } from '../support/flow-rule';
import { answered, eventLine } from '../support/server/answers';
import { htmlAnswers, textsOfViews } from '../support/server/html-answers';
import { type CallSink, callSinks, fieldSinks } from '../support/sinks';
import { rowsFor } from '../support/sinks-elsewhere';
import { callsByName, type Sink, wayTexts } from '../support/traces';

const writers: readonly CallSink[] = [
  { name: /^(?:.*\.)?insertAdjacentHTML$|\.insertAdjacentHTML$/, position: 1 },
  { name: /^(?:window\.)?document\.write(?:ln)?$/ },
  { name: /\.createContextualFragment$/ },
  { name: /\.bypassSecurityTrustHtml$/ },
  { name: /^(?:\$|jQuery)\(\)\.(?:html|append|prepend|before|after)$|^\.html$/, requires: /^jquery/ },
  { name: /^(?:\$|jQuery)\(\)\.(?:html|append|prepend|before|after)$/ },
  {
    name: /^(?:flask\.Markup|markupsafe\.Markup|django\.utils\.safestring\.mark_safe|django\.http\.HttpResponse|(?:fastapi|starlette)\.responses\.HTMLResponse|IPython\.display\.HTML|gradio\.HTML|streamlit\.html|streamlit\.components\.v1\.html)$/,
  },
  { name: /^streamlit\.(?:.*\.)?(?:markdown|write)$|^\.markdown$/, where: { keyword: 'unsafe_allow_html', is: true } },
];
/** Vue’s `v-html`, Svelte’s `{@html …}`. */
const templates: readonly CallSink[] = [{ name: new RegExp(`^${showsHtml}$`) }];
const unsafeField = /^(?:innerHTML|outerHTML|srcdoc|srcDoc)$/;

const say = phrases({
  shown: 'Text from {source} is put into a page as HTML.',
  shownBy: 'Text from {source} is put into a page as HTML, by {name}().',
  asText: 'Show it as text: textContent',
});
const shown = (source: Message) => say('shown', { source });

/** Elements of a page: other markup, such as an answer for a telephone service, is read by programs. */
const markup =
  /<(?:!doctype html|(?:html|body|div|p|span|h[1-6]|pre|ul|ol|li|table|section|article|main|script)\b[^>]*>)/;
const asJson = /^(?:fastapi|litestar|ninja)(?:$|\.)/;

/** What a server answers with, where that is put together of markup and text. */
function pages(document: Document): Sink[] {
  const { facts, flow } = document;
  const returned = facts.imports.some(({ module }) => asJson.test(module))
    ? new Set(facts.functions.flatMap(({ returns }) => returns))
    : new Set<Value>();
  const isPage = (value: Value): boolean => {
    const pattern = flow.pattern(value);
    if (pattern !== undefined) return markup.test(pattern) && !eventLine.test(pattern);
    const made = value.kind === 'call' ? flow.calledFunction(value.call) : undefined;
    return made?.returns.some((one) => markup.test(flow.pattern(one) ?? '')) ?? false;
  };
  const put = answered(document).filter((value) => !returned.has(value) && isPage(value));
  const known = new Set([...put, ...htmlAnswers(document)]);
  const texts = textsOfViews(document).filter((value) => !known.has(value));
  return [
    ...[...known].map((value) => ({ value, message: shown })),
    ...texts.map((value) => ({ value, message: shown, confidence: 'medium' as const })),
  ];
}

/** A PHP file that answers a browser, and does not say that it answers with something else than a page. */
const isPhpPage = ({ format, text }: Document): boolean =>
  format.id === 'php' &&
  !/content-type:\s*(?!text\/html)/i.test(text) &&
  (markup.test(text) || /\$_(?:GET|POST|REQUEST|SERVER|COOKIE)\b/.test(text));

/** Pages of other languages: PHP's own output, markup that Go formats, what is sent as text/html. */
function pagesElsewhere(document: Document): Sink[] {
  const { flow, format } = document;
  if (!format.byTable) return [];
  const isPage = isPhpPage(document);
  return [...callsByName(document)].flatMap(([name, calls]) => {
    const values = calls.flatMap(({ args, callee }) => {
      const given = args.map(({ value }) => value);
      if (isPage && /^(?:echo|print)$/.test(name)) return given;
      const [, form] = given;
      if (format.id === 'go' && /^fmt\.Fprint/.test(name))
        return form && markup.test(flow.pattern(form) ?? '') ? given.slice(2) : [];
      if (/(?:^|\.)(?:Content|Data)$/.test(name))
        return given.some((one) => flow.constant(one) === 'text/html') ? given : [];
      return /(?:^|\.)html_safe$/.test(name) && callee.kind === 'member' ? [callee.object] : [];
    });
    return values.map((value) => ({ value, message: shown }));
  });
}

const sinks = (document: Document): Sink[] => [
  ...pagesElsewhere(document),
  ...pages(document),
  ...callSinks(document, rowsFor(document, 'html', writers), (source, name) => say('shownBy', { source, name })),
  ...callSinks(document, templates, shown),
  ...fieldSinks(document, unsafeField, shown),
  ...fieldSinks(document, /^dangerouslySetInnerHTML$/, shown, '__html'),
];

/** `element.innerHTML = reply` where nothing is marked up: the text is shown as it is. */
function textContent({ value }: Sink, { document }: RuleContext): ProposedFix[] {
  const assignment = document.facts.assignments.find((one) => one.value === value);
  const isPlain = value.kind === 'name' || value.kind === 'member';
  if (!assignment || !isPlain || assignment.target.property !== 'innerHTML') return [];
  const { propertyRange } = assignment.target;
  const source = document.text.slice(propertyRange.start, propertyRange.end);
  if (source !== 'innerHTML') return [];
  const edits = [{ range: propertyRange, text: 'textContent' }];
  return [{ title: say('asText'), kind: 'safe', edits }];
}

export const replyAsHtml: Rule = {
  id: 'reply-as-html',
  title: 'Reply shown as HTML',
  practice: 'input',
  severity: 'error',
  confidence: 'high',
  cwe: [79, 116],
  owasp: ['LLM05'],
  why: 'A reply can repeat markup that somebody has planted in what Claude read: put into a page, it runs as a script with the reader’s session.',
  remedy:
    'Show the reply as text (textContent, the template’s own escaping), or sanitise the rendered HTML with DOMPurify or its like.',
  reports:
    'A reply that is assigned to innerHTML or its like, set by dangerouslySetInnerHTML, written into a document, marked as safe HTML in Python, put between the markup of a page that a server answers with, or answered as text/html, as Flask answers a text that says nothing else; in components Vue’s v-html and Svelte’s {@html}, too. A page is followed to the route of the same project that it asks, by fetch, axios, jQuery, Supabase or the AI SDK’s hooks. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent: 'textContent, templates that escape, HTML that a sanitiser has cleaned, static HTML.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'chat.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\n\nexport async function show(client: Anthropic, box: HTMLElement, question: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: question }],\n  });\n  const [block] = message.content;\n  if (block.type === 'text') box.innerHTML = block.text;\n}\n\nexport const client = new Anthropic();\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\n\nexport async function show(client: Anthropic, box: HTMLElement, question: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: question }],\n  });\n  const [block] = message.content;\n  if (block.type === 'text') box.textContent = block.text;\n}\n\nexport const client = new Anthropic();\n",
    },
    {
      file: 'views.py',
      bad: 'import anthropic\nfrom markupsafe import Markup\n\nclient = anthropic.Anthropic()\n\n\ndef answer(question):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": question}],\n    )\n    return Markup(message.content[0].text)\n',
      good: 'import anthropic\nimport bleach\nfrom markupsafe import Markup\n\nclient = anthropic.Anthropic()\n\n\ndef answer(question):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": question}],\n    )\n    return Markup(bleach.clean(message.content[0].text))\n',
    },
    {
      file: 'answer.php',
      bad: "<?php\n\nuse Anthropic\\Client;\n\n$client = new Client();\n$message = $client->messages->create(\n    model: 'claude-sonnet-5',\n    maxTokens: 1024,\n    messages: [['role' => 'user', 'content' => $_POST['question']]],\n);\necho $message->content[0]->text;\n",
      good: "<?php\n\nuse Anthropic\\Client;\n\n$client = new Client();\n$message = $client->messages->create(\n    model: 'claude-sonnet-5',\n    maxTokens: 1024,\n    messages: [['role' => 'user', 'content' => $_POST['question']]],\n);\necho htmlspecialchars($message->content[0]->text);\n",
    },
  ],
  document: flowHook({ use: 'html', kinds: ['reply'], sinks, fixes: textContent }),
};
