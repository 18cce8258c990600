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
  { name: /(?:^|\.)(?:document|contentDocument)\.write(?:ln)?$/ },
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
/** Markdown becomes a page, with the HTML in it. */
const rendersPage =
  /^(?:marked#.*|(?:markdown|markdown2)\.markdown|mistune\.(?:html|markdown)|markdown_it\.(?:main\.)?MarkdownIt\(\)\.render|markdown-it#\w*\*?\(\)\.render|showdown#.*\.makeHtml)$/;

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
    if (made) return made.returns.some((one) => markup.test(flow.pattern(one) ?? ''));
    return [value, ...flow.sources(value)].some(
      (one) => one.kind === 'call' && rendersPage.test(flow.name(one.call.callee) ?? ''),
    );
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

/** A frame without the page's own origin, which reaches nothing of the page: `<iframe srcDoc={html} sandbox="allow-scripts">`. */
function isSandboxed({ value }: Sink, { facts, text }: Document): boolean {
  const assignment = facts.assignments.find((one) => one.value === value);
  if (!assignment || !/^srcdoc$/i.test(assignment.target.property ?? '')) return false;
  const { target, range } = assignment;
  const next = text.indexOf('<', range.end);
  const told =
    target.object.kind === 'name'
      ? new RegExp(`(?<![\\w$])${target.object.name.replaceAll('$', '\\$')}\\.${sandboxMember}`).exec(text)
      : sandboxAttribute.exec(text.slice(text.lastIndexOf('<', range.start), next < 0 ? undefined : next));
  return told !== null && !/\ballow-same-origin\b/.test(told[0]);
}

const sandboxMember = '(?:sandbox\\b|setAttribute\\(\\s*["\'`]sandbox\\b)[^;\\n]*';
const sandboxAttribute = /\ssandbox(?:=(?:\{[^{}]*\}|"[^"]*"|'[^']*'))?(?=[\s/>])/;

const sinks = (document: Document): Sink[] => [
  ...pagesElsewhere(document),
  ...pages(document),
  ...callSinks(document, rowsFor(document, 'html', writers), (source, name) => say('shownBy', { source, name })),
  ...callSinks(document, templates, shown),
  ...fieldSinks(document, unsafeField, shown).filter((one) => !isSandboxed(one, document)),
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
    'A reply that is assigned to innerHTML or its like, set by dangerouslySetInnerHTML, written into a document, marked as safe HTML in Python, put between the markup of a page that a server answers with, or answered as text/html, as Flask answers a text that says nothing else; in components Vue’s v-html and Svelte’s {@html}, too. A page is followed to the route of the same project that it asks, by fetch, axios, jQuery, Supabase, the AI SDK’s hooks, EventSource or a WebSocket, to what it keeps in localStorage or sessionStorage, and by Electron’s channels and preload scripts to the main process. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent:
    'textContent, templates that escape, HTML that a sanitiser has cleaned, Markdown whose HTML becomes text (markdown-it, mistune and micromark by themselves), iframes with sandbox and without the page’s own origin, static HTML.',
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
