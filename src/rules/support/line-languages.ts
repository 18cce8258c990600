/**
 * Programs in Go, Java, Kotlin, C#, Ruby, PHP, Rust, Swift and Dart: what one line tells by itself, in files that ask Claude.
 */
import { perObject } from '../../engine/per-object';
import type { Document, Range } from '../../engine/types';
import { wholeLines } from './values';

/** Patterns by extension. */
type ByLanguage = Readonly<Record<string, RegExp>>;

const extension = /\.(go|java|kts?|scala|cs|rb|php|rs|swift|dart)$/i;

/** SDKs and the API itself. Sources: the READMEs of Anthropic's SDKs and of those of others, November 2026. */
const asksClaude = new RegExp(
  [
    'anthropic-sdk-go|go-anthropic|llms/anthropic|com\\.anthropic\\.|langchain4j\\.model\\.anthropic|springframework\\.ai\\.anthropic',
    '^\\s*using\\s+(?:static\\s+)?Anthropic\\b|\\bAnthropic\\.SDK\\b|^\\s*(?:require|gem)\\s*\\(?\\s*["\'](?:anthropic|anthropic-rb|ruby-anthropic)["\']|\\bAnthropic::Client\\b',
    '^\\s*use\\s+(?:Anthropic\\\\|\\w*anthropic\\w*::)|^\\s*import\\s+\\w*Anthropic\\b|package:anthropic',
    'api\\.anthropic\\.com|anthropic-version|\\bANTHROPIC_(?:API_KEY|AUTH_TOKEN|BASE_URL)\\b',
  ].join('|'),
  'im',
);

/** By extension: how certificates are not verified. */
const unverified: ByLanguage = {
  go: /\bInsecureSkipVerify\s*[:=]\s*true\b/g,
  java: /\bNoopHostnameVerifier\b(?!\s*;)|\bALLOW_ALL_HOSTNAME_VERIFIER\b|\bTrustAllStrategy\b(?!\s*;)|\bInsecureTrustManagerFactory\.INSTANCE\b|\b(?:set)?[hH]ostnameVerifier\(\s*\(\s*\w+\s*,\s*\w+\s*\)\s*->\s*true|\bcheckServerTrusted\s*\([^)]*\)\s*(?:throws\s+[\w., ]+)?\{\s*\}/g,
  kt: /\bNoopHostnameVerifier\b(?!\s*$)|\bInsecureTrustManagerFactory\.INSTANCE\b|\bhostnameVerifier\s*(?:\(\s*)?\{\s*(?:\w+\s*,\s*\w+\s*->\s*)?true\s*\}|\bcheckServerTrusted\s*\([^)]*\)\s*(?:\{\s*\}|=\s*Unit\b)/g,
  cs: /\bDangerousAcceptAnyServerCertificateValidator\b|\bServer(?:CertificateCustom|Certificate)ValidationCallback\s*\+?=\s*(?:delegate\b[^{\n]*\{\s*return\s+true\b|(?:\([^)\n]*\)|\w+)\s*=>\s*(?:\{\s*return\s+)?true\b)/g,
  rb: /\bOpenSSL::SSL::VERIFY_NONE\b|\bverify_ssl\s*(?:=|:|=>)\s*false\b|\bssl:\s*\{\s*verify:\s*false\b|\bverify:\s*false\b/g,
  php: /\bCURLOPT_SSL_VERIFY(?:PEER|HOST)\s*(?:,|=>)\s*(?:false|0)\b|['"]verify(?:_peer(?:_name)?)?['"]\s*=>\s*false\b|->withoutVerifying\(\s*\)/gi,
  rs: /\bdanger_accept_invalid_(?:certs|hostnames)\s*\(\s*true\s*\)/g,
  dart: /\bbadCertificateCallback\s*=\s*\([^)\n]*\)\s*=>\s*true\b/g,
};
const sameAs: Readonly<Record<string, string>> = { kts: 'kt', scala: 'java' };

/** What a client or a request is given as its address, or a constant of such a name. */
const address =
  /\b\w*(?:base_?ur[il]|base_?address|endpoint|api_?ur[il]|api_?base|host_?url|uri_?base)\w*\b[^\n"'`]{0,40}?["'`](http:\/\/[^\s"'`]+)["'`]|["'`](http:\/\/api\.anthropic\.com[^\s"'`]*)["'`]/gi;

const model = /\b(\w*model(?!s\b)\w*["']?[^\n"'`]{0,60}?)["'`]([\w./:-]{0,60}claude-[\w.@:-]+)["'`]/gi;
/** The SDKs’ own names: `Model: anthropic.ModelClaudeOpus4_0`, `.model(Model.CLAUDE_3_OPUS_LATEST)`. */
const modelConstant = /\bmodel\s*(?:[:=]|\()\s*(?:anthropic\.F\()?((?:anthropic\.Model|Model\.)Claude\w+)/gi;
/** A list, a comparison, a case or a constant that is called like the model names it, and need not ask it. */
const notAsked = /[{[]|[=!]=|\bequals|\bcase\b|\bcontains|\bstarts|^\w*(?:claude|opus|sonnet|haiku)/i;
/** An entry of a catalogue of models: `Model.new(api_name: 'claude-…', name: 'Claude …')`, `ModelInfo("claude-…", …)`. */
const listed = /^\w*Model(?:\.new|(?:Info|Option|Entry|Spec|Definition|Choice|Details|Metadata)(?:\.new)?)\s*\(/;

const oldContext = /\bSSLContext\.getInstance\(\s*"(?:SSL(?:v3)?|TLSv1(?:\.1)?)"\s*\)/g;
/** By extension: versions of TLS below 1.2 as the lowest, or the only one. */
const outdated: ByLanguage = {
  go: /\bMinVersion\s*[:=]\s*tls\.Version(?:TLS1[01]|SSL30)\b/g,
  java: oldContext,
  kt: oldContext,
  cs: /\bSslProtocols\.(?:Ssl[23]|Tls(?:11)?)\b|\bSecurityProtocolType\.(?:Ssl3|Tls(?:11)?)\b/g,
  rb: /\b(?:ssl_version|min_version)\s*(?:=|:)\s*(?::(?:TLSv1(?:_1)?|SSLv3)|OpenSSL::SSL::(?:TLS1(?:_1)?|SSL3)_VERSION)(?!\w)/g,
  php: /\bCURL_SSLVERSION_(?:SSLv[23]|TLSv1_[01])\b/g,
  rs: /\bmin_tls_version\s*\(\s*(?:\w+::)*(?:TLS_1_[01]|Version::TLS_1_[01])\s*\)/g,
};

const variable = '["\'](?:ANTHROPIC|CLAUDE)_\\w*(?:KEY|TOKEN)["\']';
const credential = [
  `(?:os\\.Getenv|System\\.getenv|Environment\\.GetEnvironmentVariable|ENV\\.fetch|getenv|(?:std::)?env::var)\\(${variable}\\)(?:\\.unwrap\\(\\))?`,
  `(?:ENV|\\$_ENV|\\$_SERVER|Platform\\.environment)\\[${variable}\\]`,
].join('|');
const logger = [
  '(?:log|logger|_logger|slog|logrus|fmt|Log|Console|Debug|Trace|System\\.(?:out|err))\\.(?:[Pp]rint(?:f|ln)?|(?:[Ii]nfo|[Ww]arn|[Ee]rror|[Dd]ebug|[Tt]race|Fatal|Log)\\w*|Write(?:Line)?|[deiwv])',
  'puts|print|e?println!?|error_log|var_dump|print_r|echo|NSLog|debugPrint|(?:info|warn|error|debug)!',
].join('|');
/** A function in between, `len(…)` or a mask, hands on no key; a question behind it asks only whether there is one. */
const logged = new RegExp(
  `\\b(${logger})\\s*[( ]\\s*(?:[^;\\n]*?[,+.{]\\s*)?(${credential})(?!\\s*(?:[=!]=|\\?|\\[|\\.(?:\\w*[Ee]mpty|nil|present|blank|length|size|is_|hash)))`,
  'g',
);

export interface LineFact {
  range: Range;
  text: string;
}

const languageOf = perObject(({ file, format, outer, text }: Document): string | undefined => {
  const found =
    outer || !(format.byTable || format.kind === 'text') ? undefined : extension.exec(file.path)?.[1]?.toLowerCase();
  return found !== undefined && asksClaude.test(text) ? (sameAs[found] ?? found) : undefined;
});

/** Where verification of certificates is switched off, as it is written. */
export const unverifiedLines = (document: Document): LineFact[] => factsOf(document, unverified);

/** Where a version of TLS is allowed that is broken, as it is written. */
export const outdatedLines = (document: Document): LineFact[] => factsOf(document, outdated);

/** Claude's credential where it is logged; `by` is what logs it. */
export const loggedCredentials = (document: Document): (LineFact & { by: string })[] =>
  factsOf(document, logged, () => 2).map(({ match, ...fact }) => ({ ...fact, by: match[1] ?? '' }));

/** Addresses with `http://` that requests go to. */
export const plainAddresses = (document: Document): LineFact[] =>
  factsOf(document, address, (match) => (match[1] === undefined ? 2 : 1));

/** Whether a model is named that has no id in the text. */
export const namesModelConstant = (document: Document): boolean =>
  languageOf(document) !== undefined && document.text.search(modelConstant) >= 0;

/** Models that are asked; with an id where a constant stands there. */
export function askedModels(document: Document): { range: Range; id?: string }[] {
  const ids = factsOf(document, model, (match) => (isListed(match[1] ?? '') ? undefined : 2));
  const constants = factsOf(document, modelConstant, () => 1);
  return [
    ...ids.map(({ range }) => ({ range })),
    ...constants.map(({ text, range }) => ({ range, id: idOf(text.replace(/^.*?(?=Claude)/i, '')) })),
  ];
}

const isListed = (before: string): boolean => notAsked.test(before) || listed.test(before);

/** `Claude3_5Sonnet20241022` and `CLAUDE_3_5_SONNET_20241022` as the API spells it. */
const idOf = (constant: string): string =>
  constant
    .replace(/_/g, '-')
    .replace(/([a-z])(?=[A-Z\d])|(\d)(?=[A-Z])/g, '$1$2-')
    .toLowerCase();

/** @param group of a match that is meant, by default the whole; undefined for a match that is not */
function factsOf(
  document: Document,
  patterns: RegExp | ByLanguage,
  group: (match: RegExpMatchArray) => number | undefined = () => 0,
): (LineFact & { match: RegExpMatchArray })[] {
  const language = languageOf(document);
  if (language === undefined) return [];
  const pattern = patterns instanceof RegExp ? patterns : patterns[language];
  if (!pattern) return [];
  return [...document.text.matchAll(pattern)].flatMap((match) => {
    const at = group(match);
    const found = at === undefined ? undefined : match[at];
    if (found === undefined || isCommentedOut(match.index, document)) return [];
    const start = match.index + match[0].lastIndexOf(found);
    return [{ match, text: found.replace(/\s+/g, ' '), range: { start, end: start + found.length } }];
  });
}

/** Behind a mark of a comment on the same line, or in a block whose lines begin with `*`. */
function isCommentedOut(index: number, document: Document): boolean {
  const { text } = document;
  const { start } = wholeLines(text, { start: index, end: index });
  const before = text.slice(start, index).replace(/"[^"\n]*"|'[^'\n]*'/g, '');
  return /^\s*(?:\*|\/\*|<!--)|(?:^|[^:])\/\/|(?:^|\s)#/.test(before);
}
