/**
 * What calls do to text that passes through them, as data. A function that stands in no row hands nothing on: what an
 * unknown function makes of its arguments is not guessed. Names are as `Flow.name` gives them.
 */
import type { Use } from './types';

/** The same in Go, Java, C#, Ruby and PHP. */
const handsOnElsewhere = [
  'fmt\\.Sprint(?:f|ln)?|strings\\.(?:Trim\\w*|Replace(?:All)?|Join|To(?:Lower|Upper)|Fields|Split\\w*|NewReader|Repeat)|string|bytes\\.New(?:Reader|Buffer|BufferString)|io(?:/ioutil)?\\.(?:ReadAll|TeeReader|LimitReader)|encoding/json\\.(?:Marshal|MarshalIndent|Unmarshal|NewDecoder)|path(?:/filepath)?\\.(?:Join|Clean)|net/url\\.Parse|encoding/base64\\.\\w+\\.DecodeString|github\\.com/(?:anthropics/anthropic-sdk-go|liushuangls/go-anthropic(?:/v\\d)?)\\.(?:New\\w*(?:Message|Block|Content)\\w*|F)',
  '(?:\\w+\\.)*(?:MessageParam|ContentBlockParam|MessageCreateParams)(?:\\.\\w+)*\\.of\\w+',
  '(?:java\\.\\w+(?:\\.\\w+)*\\.)?(?:String\\.(?:format|valueOf|join)|Path\\.of|Paths\\.get|File|URI\\.create|URL|Objects\\.\\w+|Optional\\.\\w+|List\\.of|StringBuilder|StringReader|ByteArrayInputStream|Base64\\.get\\w*Decoder\\(\\)\\.decode|URLDecoder\\.decode)',
  '(?:System\\.(?:IO\\.)?)?(?:[sS]tring\\.(?:Format|Join|Concat)|Path\\.(?:Combine|Join|GetFullPath)|Uri|Convert\\.FromBase64String|JsonSerializer\\.(?:Serialize|Deserialize)|Encoding\\.\\w+\\.GetString|MemoryStream|StringContent)',
  'format|sprintf|File\\.(?:join|expand_path)|JSON\\.(?:parse|generate|dump)|Array|URI|URI\\.parse|Base64\\.\\w*decode64|StringIO|Pathname',
  'vsprintf|trim|[lr]trim|json_(?:de|en)code|strval|implode|join|explode|str_replace|preg_replace|nl2br|base64_decode|urldecode|rawurldecode|m?b?_?substr|stripslashes|ucfirst|strto(?:lower|upper)|array_(?:merge|map|values|filter)|GuzzleHttp\\\\\\w+|curl_exec|stream_get_contents|current|end|reset',
].join('|');

/** Java: what a builder makes is a call of it, with all that it is told as named arguments. */
export const builds = /(?:^|\.)(?:newB|b)uilder$/;

/** Classes of the same languages whose objects hold the text that they are made of: messages, and parts of them. */
export const keepsText =
  /(?:Message|Content|Block|Prompt)(?:Param|Request)?$|(?:^|\.)(?:List|HashSet|ArrayList|LinkedList|Dictionary|Queue|Stack)$/;

/** Functions whose result is made of their arguments. */
const handsOnHere =
  /^(?:String|JSON\.(?:stringify|parse)|Object\.(?:assign|values|entries|fromEntries|freeze)|Array\.(?:from|of)|Buffer\.(?:from|concat)|structuredClone|ai#convertTo(?:Model|Core)Messages|Promise\.(?:all|resolve|race|allSettled|any)|decodeURI(?:Component)?|encodeURI(?:Component)?|escape|unescape|atob|btoa|URL|URLSearchParams|String\.raw|(?:node:)?(?:util#(?:\*|default\.)?\.?format|util#format)|(?:node:)?path#(?:(?:\*|default)\.)?(?:join|resolve|normalize)|(?:marked|markdown-it|micromark|showdown|snarkdown)#.*|(?:common-tags|dedent|ts-dedent)#.*|zod#.*|str|repr|ascii|list|tuple|dict|set|frozenset|sorted|reversed|zip|map|filter|enumerate|next|iter|bytes|bytearray|json\.(?:dumps|loads)|copy\.(?:deepcopy|copy)|textwrap\.(?:dedent|indent|fill|shorten)|asyncio\.(?:wait_for|gather|run|create_task|to_thread|shield)|asgiref\.sync\..*|os\.path\.(?:join|abspath|normpath|expanduser)|pathlib\.(?:Pure)?Path|urllib\.parse\.(?:quote|quote_plus|unquote|unquote_plus|urljoin|urlencode)|base64\.(?:b64decode|b64encode|urlsafe_b64decode)|html\.unescape|re\.sub|shlex\.split|bs4\.BeautifulSoup|html2text\.html2text|markdownify\.markdownify|cheerio#.*load|string\.Template|jinja2\.(?:Template|Environment).*|markdown\.markdown|markdown2\.markdown|mistune\..*|markdown_it\..*|sqlalchemy\.text|sqlalchemy\.sql\.text|sqlalchemy\.sql\.expression\.text|io\.(?:StringIO|BytesIO)|typing\.cast|t\.cast|cast|(?:(?:node:)?util#)?TextDecoder\(\)\.decode)$/;

export const handsOn = new RegExp(`${handsOnHere.source}|^(?:${handsOnElsewhere})$`);

/** Of these, functions whose result has the parts of their arguments under the same keys. */
export const keepsKeys =
  /^(?:JSON\.(?:stringify|parse)|json\.(?:dumps|loads)|Object\.(?:assign|freeze)|structuredClone|Buffer\.from|Promise\.(?:resolve|all)|dict|list|tuple|sorted|reversed|iter|copy\.(?:deepcopy|copy)|typing\.cast|t\.cast|cast|asyncio\.(?:wait_for|create_task|shield|gather))$/;
/** Of these, those that give the elements in another order, and those whose arguments are the elements. */
export const reorders = /^(?:sorted|reversed)$/;
export const gathers = /^asyncio\.gather$/;
/** Methods whose result is their object in another form: `json.dumps(payload).encode()`. */
export const sameObject = /^(?:encode|decode|copy|toString|valueOf|model_dump|model_dump_json|dict|toJSON)$/;

/** Methods of lists that give some of their elements, or all of them in another order: each is what it was. */
export const selects = /^(?:filter|find|findLast|slice|sort|toSorted|reverse|toReversed)$/;

/** Methods that tell something about their object, and hand on nothing of it. */
export const tells =
  /^(?:includes|startsWith|endsWith|indexOf|lastIndexOf|findIndex|findLastIndex|test|has|hasOwnProperty|charCodeAt|codePointAt|localeCompare|every|some|search|isEqual|forEach|startswith|endswith|isdigit|isnumeric|isdecimal|isalpha|isalnum|isidentifier|isspace|isupper|islower|count|index|rindex|rfind|tell|hexdigest|digest|__len__|__contains__)$/;

/** Methods whose result is made of their arguments, too. */
export const methodsHandOn =
  /^(?:join|joinpath|concat|replace|replaceAll|format|format_map|render|substitute|safe_substitute|append|extend|with|fill|encode|splice|padStart|padEnd|parse|parseAsync|safeParse|safeParseAsync|validate|validateSync|validateAsync|model_validate|model_validate_json|parse_obj|load|then|resolve|deepcopy)$/;

/** Of these, methods of schemas: what they give has the parts of the argument under the same keys. */
export const checksForm = /^(?:(?:safeP|p)arse(?:Async)?|validate(?:Sync|Async)?|model_validate|parse_obj)$/;

/** Methods that call a function with the elements of their object, and give what it returns. */
export const maps = /^(?:map|flatMap|then|reduce|reduceRight|from|finally|pipe|transform)$/;
/** Methods that call a function with the elements of their object. */
export const visits =
  /^(?:map|flatMap|filter|find|findLast|forEach|some|every|then|done|tap|on|once|addListener|sort|each|subscribe|pipe|question)$/;
/** Those that call it with what an object brings, rather than with its elements: `request.on('data', …)`. */
export const listens = /^(?:on|once|addListener)$/;

export interface Sanitizer {
  /** What it is. */
  of: string;
  /** Matches the whole qualified name, or `.method` for a method of any object. */
  name: RegExp;
  /** What its result is harmless for; absent: for everything. */
  uses?: readonly Use[];
}

/** Calls whose result is harmless. */
export const sanitizers: readonly Sanitizer[] = [
  // A number, a truth value, a date, a hash is no text that anybody has chosen.
  {
    of: 'numbers',
    name: /^(?:Number|parseInt|parseFloat|Number\.(?:parseInt|parseFloat|isInteger|isFinite)|Boolean|BigInt|Date|Math\..*|isNaN|isFinite|Array\.isArray|typeof|int|float|bool|len|complex|abs|round|sum|min|max|ord|hash|id|type|isinstance|uuid\.UUID|decimal\.Decimal|datetime\..*|ipaddress\..*|hashlib\..*|(?:node:)?crypto#.*)$/,
  },
  {
    of: 'tells of text',
    name: /\.(?:toFixed|getTime|hexdigest|digest|isoformat|toISOString)$/,
  },
  {
    of: 'HTML',
    name: /(?:^|[.#*])(?:sanitize|sanitizeHtml|sanitize_html|escapeHtml|escape_html|escapeHTML|encodeHTML|htmlEscape|xss|filterXSS|stripTags|striptags)(?:\.sanitize)?$|dompurify#.*|^DOMPurify\..*|sanitize-html#.*|^he#(?:(?:\*|default)\.)?(?:encode|escape)$|^html\.escape$|^bleach\..*|^nh3\..*|^markupsafe\.escape$|^flask\.escape$|^django\.utils\.html\..*|lodash.*escape$|rehype-sanitize|^cgi\.escape$/,
    uses: ['html'],
  },
  {
    of: 'URLs',
    name: /^encodeURI(?:Component)?$|^urllib\.parse\.(?:quote|quote_plus|urlencode)$|^URLSearchParams$/,
    uses: ['html', 'url', 'path'],
  },
  {
    of: 'shell',
    name: /^shlex\.(?:quote|join)$|^pipes\.quote$|shell-quote#.*|shell-escape#.*|puka#.*|shescape.*|^escapeshellarg$/,
    uses: ['command'],
  },
  {
    of: 'SQL',
    name: /\.(?:escape|escapeLiteral|escapeIdentifier|escapeId|mogrify|quote_ident|literal)$|^(?:mysql2?|pg|pg-format|sqlstring)#.*(?:escape|format).*|^psycopg2?\.(?:sql\..*|extensions\.quote_ident)$/,
    uses: ['sql'],
  },
  {
    of: 'paths',
    name: /(?:^|[.#*])(?:basename|secure_filename|sanitizeFilename|safe_join|slugify)$|sanitize-filename#.*|^werkzeug\.utils\.secure_filename$/,
    uses: ['path', 'command', 'html'],
  },
  {
    of: 'numbers elsewhere',
    name: /^(?:strconv\.(?:Atoi|Parse\w+)|Integer\.(?:parseInt|valueOf)|Long\.(?:parseLong|valueOf)|Double\.parseDouble|UUID\.fromString|(?:int|Int32|long|double|decimal|Guid)\.(?:Parse|TryParse)|Convert\.ToInt\d+|Integer|Float|intval|floatval|boolval|count|strlen|is_numeric|ctype_\w+|md5|sha1|hash)$|\.(?:to_i|to_f|hashCode)$/,
  },
  {
    of: 'HTML elsewhere',
    name: /^(?:html(?:\/template)?\.(?:HTML)?EscapeString|htmlspecialchars|htmlentities|strip_tags|e|esc_html|wp_kses\w*|(?:\w+\.)*HtmlUtils\.htmlEscape|(?:\w+\.)*Encode\.forHtml\w*|(?:\w+\.)*StringEscapeUtils\.escapeHtml\d?|(?:\w+\.)*Jsoup\.clean|HtmlEncoder\.Default\.Encode|(?:\w+\.)*(?:WebUtility|HttpUtility)\.HtmlEncode|CGI\.escapeHTML|ERB::Util\.(?:html_escape|h)|h|sanitize)$|\.Sanitize$|Purifier\S*\.purify$/,
    uses: ['html'],
  },
  { of: 'shells elsewhere', name: /^(?:escapeshellcmd|Shellwords\.(?:escape|join)|shellescape)$/, uses: ['command'] },
  {
    of: 'SQL elsewhere',
    name: /^(?:mysqli_real_escape_string|pg_escape_\w+|addslashes)$|\.(?:quote|real_escape_string|sanitize_sql\w*)$/,
    uses: ['sql'],
  },
  {
    of: 'paths elsewhere',
    name: /^(?:path(?:\/filepath)?\.Base|(?:System\.IO\.)?Path\.GetFileName(?:WithoutExtension)?|File\.basename)$|\.getFileName$|\.(?:parameterize|sanitize_filename)$/,
    uses: ['path', 'command', 'html'],
  },
  // Text in JSON ends where its quotes do, and what is read from it has the form that was written.
  {
    of: 'JSON',
    name: /^(?:JSON\.stringify|json\.dumps|.*\.model_dump_json)$/,
    uses: ['context', 'json'],
  },
  // Only constants can be evaluated.
  {
    of: 'Python literals',
    name: /^ast\.literal_eval$/,
    uses: ['code'],
  },
  {
    of: 'masks',
    name: /(?:^|[.#*])(?:redact|mask|maskKey|mask_key|redactKey|obfuscate|anonymize)\w*$/i,
    uses: ['log', 'answer'],
  },
];

/** Types that Python's frameworks check when they are run, whose values are no text that anybody has chosen. */
export const checkedType =
  /^(?:(?:Optional|Annotated)\[)?(?:int|float|bool|UUID|uuid\.UUID|date|datetime|datetime\.\w+|Decimal|Literal\b.*)(?:\s*\|\s*None)?(?:[,\]].*)?$/;
/** What `typeof` and `isinstance` say of values that are no text. */
export const harmlessType = /^(?:int|float|bool|UUID|date|datetime|Decimal|number|boolean|bigint)$/;

/** Methods and functions that test their first argument, or their object, against something fixed. */
export const membership = /^(?:includes|has|contains|hasOwn|hasOwnProperty|isin|__contains__)$/;
/** Tests of the whole text. */
export const textTest = /^(?:isdigit|isnumeric|isdecimal|isalpha|isalnum|isidentifier|isInteger|isUUID)$/;
/** Tests of a text against a pattern, which need not be one of the whole text. */
export const patternTest = /^(?:test|match|fullmatch)$/;
