/** A suggestion that catches what a request to Claude throws, in its handler, and answers as the framework does. */
import type { Call, Range } from '../../../engine/facts';
import { phrases } from '../../../engine/messages';
import type { Endpoint, Reached } from '../../../engine/server/types';
import type { Document, Edit, ProposedFix } from '../../../engine/types';
import { importedName } from '../imported-name';
import { loggerIn, type Named, pythonLogger } from '../privacy/loggers';
import { indentationAt, indented, insertion, joinedInsertions, lineEnd, lineStart, styleOf } from '../style';
import { functionAt } from '../values';
import { type Framework, frameworkOf, importsOf, parametersOfHandler } from './handler-answers';

const say = phrases({ catchError: 'Catch the error, log it, and answer with a text of your own' });
/** What this fix says, for the `messages` of a rule that offers it. */
export const catchTexts = say.texts;

const apology = 'Claude gave no answer.';

/** None where it is not known how the handler answers, or the request's statement can't be put into a try. */
export function catchFix(reached: Reached, endpoint: Endpoint, document: Document): ProposedFix[] {
  const framework = frameworkOf(endpoint, document);
  const { call } = reached;
  if (!framework || functionAt(call.range, document) !== endpoint.fn) return [];
  const edits =
    framework.language === 'python'
      ? pythonEdits(reached, framework, endpoint, document)
      : javascriptEdits(call, framework, endpoint, document);
  if (edits.length === 0) return [];
  return [{ title: say('catchError'), kind: 'suggestion', edits: joinedInsertions(edits) }];
}

/** The statement stands on lines of its own. */
function standsAlone({ statement }: Call, { text }: Document): boolean {
  const after = text.slice(statement.end, lineEnd(text, statement.end));
  return indentationAt(text, statement.start) !== undefined && /^\s*(?:;\s*)?(?:(?:\/\/|#).*)?$/.test(after);
}

/** What the rest of the block is done with goes into the try as well: it uses what the request gives. */
function javascriptEdits(call: Call, framework: Framework, endpoint: Endpoint, document: Document): Edit[] {
  const { text } = document;
  const block = call.scope.range;
  const { start } = call.statement;
  const rest = { start, end: block.end - 1 };
  const isBlock = text[block.start] === '{' && block.start < start;
  if (!isBlock || !standsAlone(call, document) || !isOnItsOwn(call, document)) return [];
  const isAwaited = /\bawait\b/.test(text.slice(start, rest.end));
  if (!isAwaited || !/^\s*$/.test(text.slice(lineStart(text, rest.end), rest.end))) return [];
  const { unit, eol, semicolon } = styleOf(document);
  const indentation = indentationAt(text, start) ?? '';
  const handler = catchLines(framework, endpoint, rest, document).map((line) => {
    const isWhole = /[{}]$/.test(line);
    return `${indentation}${unit}${line}${isWhole ? '' : semicolon}${eol}`;
  });
  return [
    insertion(lineStart(text, start), `${indentation}try {${eol}`),
    ...indented({ start, end: lineStart(text, rest.end) }, document),
    insertion(
      lineStart(text, rest.end),
      `${indentation}} catch (error) {${eol}${handler.join('')}${indentation}}${eol}`,
    ),
  ];
}

/** It is not what an `if` or a loop without braces decides about, nor in a case of a switch. */
function isOnItsOwn({ statement, scope: { range: block } }: Call, { facts, text }: Document): boolean {
  const isBare = facts.regions.some(
    ({ range }) => range.start === statement.start && range.end >= statement.end && range.end < block.end - 1,
  );
  const inBlock = text.slice(block.start, statement.start);
  return !isBare && !/^\{\s*(?:case\b|default:)/.test(inBlock);
}

const streams = /\.(?:write|flushHeaders|pipe|writeHead)\(|\.setHeader\(|event-stream/;

function catchLines(framework: Framework, endpoint: Endpoint, rest: Range, document: Document): string[] {
  const { quote } = styleOf(document);
  const parameters = parametersOfHandler(endpoint.fn);
  const text = `${quote}${apology}${quote}`;
  const lines = framework.lines({ status: 502, text, parameters, quote }).filter((line) => line !== 'return');
  const log = framework.id === 'fastify' ? `${parameters[0]}.log` : loggerIn(document, endpoint.fn);
  const isExpress = framework.id === 'express';
  const source = document.text.slice(rest.start, rest.end);
  if (isExpress && parameters[2] === 'next') return ['next(error)'];
  const [answer = ''] = lines;
  const sent = isExpress && streams.test(source) ? [`if (${parameters[1]}.headersSent) ${parameters[1]}.end()`] : [];
  return [`${log}.error(error)`, ...(sent.length > 0 ? [...sent, `else ${answer}`] : lines)];
}

/** The statement alone: what it binds is known behind the try. */
function pythonEdits(reached: Reached, framework: Framework, endpoint: Endpoint, document: Document): Edit[] {
  const { text } = document;
  const { call } = reached;
  const { start, end } = call.statement;
  const indentation = indentationAt(text, start);
  if (indentation === undefined || !standsAlone(call, document) || !isAwaitedWhereItMust(reached, document)) return [];
  if (/\byield\b/.test(text.slice(endpoint.fn.range.start, endpoint.fn.range.end))) return [];
  const { unit, eol, quote } = styleOf(document);
  const caught = errorOf(reached, document);
  const log = pythonLogger(endpoint, document);
  const said = `${quote}${apology}${quote}`;
  const parameters = parametersOfHandler(endpoint.fn);
  const [answer = ''] = framework.lines({ status: 502, text: said, parameters, quote });
  const isRaised = answer.startsWith('raise ');
  const handler = [
    `except ${caught.name}${isRaised ? ' as error' : ''}:`,
    `${unit}${log.name}.exception(${quote}Claude could not be asked${quote})`,
    `${unit}${answer}${isRaised ? ' from error' : ''}`,
  ];
  const behind = lineEnd(text, end);
  return [
    ...caught.edits,
    ...log.edits,
    ...importsOf(framework, document),
    insertion(lineStart(text, start), `${indentation}try:${eol}`),
    ...indented(call.statement, document),
    insertion(behind, handler.map((line) => `${eol}${indentation}${line}`).join('')),
  ];
}

function isAwaitedWhereItMust({ call, request, unit }: Reached, document: Document): boolean {
  const before = document.text.slice(call.statement.start, call.range.start);
  const called = request.call === call ? undefined : document.flow.calledFunction(call);
  const isAsync = called?.isAsync || (request.call === call && /\bAsync/.test(unit.flow.name(call.callee) ?? ''));
  return !isAsync || /\b(?:await|async with)\b/.test(before);
}

/** What the SDK raises, where it is the SDK that asks, and asks here. */
function errorOf({ request, call }: Reached, document: Document): Named {
  const isSdk = request.call === call && request.client?.library === 'anthropic';
  if (!isSdk) return { name: 'Exception', edits: [] };
  const whole = document.facts.imports.find(({ module, imported }) => module === 'anthropic' && imported === '*');
  if (whole) return { name: `${whole.local}.APIError`, edits: [] };
  return { name: 'APIError', edits: importedName('APIError', 'anthropic', document) };
}
