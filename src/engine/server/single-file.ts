/**
 * Servers in Go, Java, C#, Ruby and PHP. Nothing is followed from file to file there, so a handler is known of where its own file
 * starts the application, and then all that stands in the file counts as being in force on it. Sources: the languages' and
 * libraries' own documentation, read in November 2026.
 */
import type { Call, FunctionFact, Range, Value } from '../facts';
import { lastName } from '../flow/names';
import { perObject } from '../per-object';
import type { Unit } from '../taint/unit';
import { methodOf } from './classes';
import { anyOrigin } from './tables';
import type { FrameworkWay, Layer } from './types';

interface Language {
  /** Starts an application that nothing outside of the file is put before. */
  starts: RegExp;
  /** It listens to its own machine only. */
  isLocal: RegExp;
  /** The same, unless it says where else. */
  elsewhere?: RegExp;
  /** Puts something before handlers, which is named in the group: what that does, another file tells. */
  installs: RegExp;
}

const onLoopback = '[^\\n]{0,60}["\'](?:https?:\\/\\/)?(?:localhost|127\\.0\\.0\\.1|\\[::1\\])';

const languages: Readonly<Record<string, Language>> = {
  go: {
    starts: /\bListenAndServe(?:TLS)?\(|\b(?:gin|echo|fiber|chi|mux)\.(?:Default|New\w*)\(/,
    isLocal: new RegExp(`\\b(?:ListenAndServe|Run|Start|Listen|Addr)\\w*(?:\\(|:)${onLoopback}`),
    installs: /\.Use\(\s*([\w.]+)|\bHandle(?:Func)?\(\s*"[^"\n]*",\s*([\w.]+)\(/g,
  },
  java: {
    starts: /\bHttpServer\.create\(|\bJavalin\.create\(|\bspark\.Spark\b|\bVertx\.vertx\(/,
    isLocal: new RegExp(`\\b(?:create|start|listen|InetSocketAddress|ipAddress)\\(${onLoopback}`),
    installs: /\.(?:before|accessManager|filter|addFilter)\(\s*([\w.:]+)\s*\)/g,
  },
  csharp: {
    starts: /\bWebApplication\.Create\w*\(/,
    isLocal: new RegExp(`\\b(?:UseUrls|Run|Add)\\(${onLoopback}`),
    elsewhere: /0\.0\.0\.0|https?:\/\/[*+]|\bPORT\b|ListenAnyIP/,
    installs: /\.(?:UseMiddleware|AddEndpointFilter)<([\w.]+)>/g,
  },
  ruby: {
    starts: /\brequire\s*\(?\s*["']sinatra(?:\/base)?["']/,
    isLocal: new RegExp(`\\b(?:bind|Host)\\b${onLoopback}`),
    elsewhere: /0\.0\.0\.0|\bPORT\b|\brackup\b|\brun!/,
    installs: /^[ \t]*use[ \t]+([\w:]+)/gm,
  },
};

/** Of what is put before handlers: that it asks nobody who they are. */
const harmless =
  /log|recover|cors|gzip|compress|deflate|brotli|request_?id|timeout|real_?ip|slashes|heartbeat|static|metrics|prometheus|otel|trac|^http\.HandlerFunc$|methodoverride|json|exception|reload/i;

/** Methods by which Sinatra is handed a block. */
const sinatraRoute = /^(?:get|post|put|patch|delete)$/;

const railsController = /Controller$|^(?:API|Base)$/;

/** What a script of PHP is sent. */
const scriptInput = /\$_(?:POST|GET|REQUEST)\b|php:\/\/input/;
/** Other files may ask who is calling before the script goes on; these hold libraries and settings. */
const included = /^[ \t]*(?:require|include)(?:_once)?\b([^;\n]*)/gm;
const harmlessFile = /vendor\/autoload|(?:config|env|settings|secrets?|credentials?|keys?)(?:\.\w+)*\.php/i;

/** All that the file says, as something that is in force. */
const fileLayer = perObject((unit: Unit): Layer => {
  const value: Value = { kind: 'unknown', parts: [], range: { start: 0, end: unit.text.length } };
  return { value, unit };
});

/** Undefined for other languages, and for what no framework calls. */
export function singleFileWay(fn: FunctionFact, unit: Unit): FrameworkWay | undefined {
  if (!unit.format.byTable) return undefined;
  return fn === scriptOf(unit) ? scriptWay(unit) : handlerWay(fn, unit);
}

/** What becomes of an error that nobody catches is not known of these. */
const inFile = (unit: Unit) => ({ layers: [fileLayer(unit)], hasErrorHandler: true });

/** Who may ask for a script is its server's to say as well, unless it tells browsers that anybody may. */
const scriptWay = (unit: Unit): FrameworkWay => ({
  ...inFile(unit),
  range: inputOf(unit),
  knowledge: anyOrigin.test(unit.text) ? 'all' : 'platform',
  isLocal: false,
});

function handlerWay(fn: FunctionFact, unit: Unit): FrameworkWay | undefined {
  const { format, sources, text } = unit;
  const registration = registrationOf(fn, unit);
  const isHandler =
    sources.rows(fn).length > 0 ||
    fn.parameters.some((one) => sources.isHandled(one)) ||
    isAction(fn, unit) ||
    (registration !== undefined && isRoute(registration, unit));
  if (!isHandler) return undefined;
  const way = { ...inFile(unit), ...(registration && { registration, unit }) };
  const language = languages[format.id];
  if (!language?.starts.test(text)) return { ...way, knowledge: 'some', isLocal: false };
  const isElsewhere = language.elsewhere?.test(text) ?? true;
  return {
    ...way,
    knowledge: mayGuard(language, unit) ? 'platform' : 'all',
    isLocal: language.isLocal.test(text) || (isElsewhere ? false : 'default'),
  };
}

/** Something from another file stands before handlers, and its name does not tell what it does. */
const mayGuard = ({ installs }: Language, { text, facts }: Unit): boolean =>
  [...text.matchAll(installs)].some(([, first, second]) => {
    const installed = first ?? second ?? '';
    return !harmless.test(installed) && !facts.functions.some(({ name }) => name === installed.replace(/^.*\./, ''));
  });

/** The call that names a path and is handed the function. */
const registrationOf = (fn: FunctionFact, { uses, flow }: Unit): Call | undefined =>
  uses
    .handovers(fn)
    .map(({ call }) => call)
    .find(({ args: [first] }) => first && /^(?:[A-Z]+ )?\//.test(flow.pattern(first.value) ?? ''));

const isRoute = ({ callee }: Call, { format }: Unit): boolean =>
  format.id === 'ruby' && callee.kind === 'name' && sinatraRoute.test(callee.name);

/** A method of a controller of Rails. */
const isAction = (fn: FunctionFact, unit: Unit): boolean =>
  unit.format.id === 'ruby' &&
  (methodOf(fn, unit)?.binding.bases?.some((one) => railsController.test(lastName(one))) ?? false);

/** A script of PHP that reads what it is sent, and nothing else stands before. */
const scriptOf = perObject(({ facts, text, format }: Unit): FunctionFact | undefined => {
  if (format.id !== 'php' || !scriptInput.test(text)) return undefined;
  if ([...text.matchAll(included)].some(([, file = '']) => !harmlessFile.test(file))) return undefined;
  const range: Range = { start: 0, end: text.length };
  return { parameters: [], returns: [], isAsync: false, scope: facts.module, range, decorators: [] };
});

/** Where a script reads first what it is sent. */
function inputOf({ text }: Unit): Range {
  const { 0: word, index } = scriptInput.exec(text) ?? { 0: '', index: 0 };
  return { start: index, end: index + word.length };
}

/** What is called for a request without being in any function: a script of PHP. */
export const servedScript = (unit: Unit): readonly FunctionFact[] => [scriptOf(unit) ?? []].flat();
