/**
 * Where text of others enters a program, as data: by the name that it has. What frameworks hand to functions is in
 * `handler-table.ts`. Sources: the frameworks' own documentation, read in November 2026.
 */
import type { SourceKind } from './types';

/** A value by its qualified name, see `Flow.name`. */
export interface NamedSource {
  /** The framework, or what it is. */
  of: string;
  kind: SourceKind;
  name: RegExp;
  /** Calls only: what they are given first. */
  first?: RegExp;
}

/** A part of an object whose class is derived from a framework's, as its own methods see it: `self.request`. */
export interface SelfSource {
  of: string;
  kind: SourceKind;
  /** What the class is derived from, by name or by the last part of that, as `.name`. */
  base: RegExp;
  /** Tested against the path of names behind `this` or `self`. */
  parts: RegExp;
}

/** The same in Go, Java, C#, Ruby and PHP, whose globals have names that mean something else in other languages. */
export const sourcesElsewhere: readonly NamedSource[] = [
  {
    of: 'PHP',
    kind: 'request',
    name: /^_(?:GET|POST|REQUEST|COOKIE|FILES)(?:\.|$)|^(?:apache_request_headers|getallheaders)\(\)/,
  },
  { of: 'PHP', kind: 'request', name: /^(?:file_get_contents|fopen)\(\)/, first: /^php:\/\/input$/ },
  { of: 'PHP', kind: 'commandLine', name: /^(?:argv(?:\.|$)|readline\(\)|fgets\(\))/ },
  { of: 'Laravel', kind: 'request', name: /^request\(\)\.(?:input|get|query|post|all|json|string)\b/ },
  {
    of: 'Rails and Sinatra',
    kind: 'request',
    name: /^(?:params|cookies)(?:[.(]|$)|^request\.(?:body|params|headers|query_string|raw_post)\b/,
  },
  {
    of: 'ASP.NET',
    kind: 'request',
    name: /^(?:(?:this\.)?Request|(?:http)?[cC]ontext\.Request)\.(?:Form|Query|Body|Headers|Cookies|QueryString)\b/,
  },
  {
    of: 'command line',
    kind: 'commandLine',
    name: /^(?:os\.Args|flag\.(?:Arg|Args|String)\b|ARGV|Console\.ReadLine\(\)|gets\b)/,
  },
];

export const namedSources: readonly NamedSource[] = [
  {
    of: 'traceback',
    kind: 'error',
    name: /^(?:traceback\.(?:format_exc|format_exception|format_exception_only|format_tb)|sys\.(?:exc_info|exception))\(\)/,
  },
  {
    of: 'Flask',
    kind: 'request',
    name: /^(?:flask|quart|bottle|sanic)\.request\.(?:args|form|json|values|data|files|headers|cookies|get_json|get_data|query|forms|params|stream|url|path|full_path)(?:[.(]|$)/,
  },
  {
    of: 'Streamlit',
    kind: 'form',
    name: /^(?:streamlit\.(?:sidebar\.)?(?:chat_input|text_input|text_area)|chainlit\..*message\.content|gradio\.Request.*)\(\)/,
  },
  { of: 'Next headers', kind: 'request', name: /^next\/headers#(?:headers|cookies)\(\)/ },
  {
    of: 'Nuxt',
    kind: 'request',
    name: /^(?:(?:h3|#imports|nitropack)#)?(?:readBody|readRawBody|readFormData|readMultipartFormData|readValidatedBody|getQuery|getValidatedQuery|getRouterParams?|getRequestHeaders?|parseCookies)\(\)/,
  },
  { of: 'Formidable', kind: 'request', name: /^(?:formidable|multiparty)#.*\.parse\(\)$/ },
  {
    of: 'command line',
    kind: 'commandLine',
    name: /^(?:process\.argv|sys\.argv|Deno\.args|Bun\.argv|(?:node:)?process#(?:argv|default\.argv|\*\.argv))(?![\w$])/,
  },
  {
    of: 'command line parsers',
    kind: 'commandLine',
    name: /(?:ArgumentParser\(\)\.(?:parse_args|parse_known_args)\(\)|commander#.*\.opts\(\)|yargs#.*\.(?:argv|parseSync\(\))|minimist#(?:default|\*)\(\)|(?:node:)?util#parseArgs\(\))/,
  },
  {
    of: 'terminal',
    kind: 'commandLine',
    name: /^(?:input\(\)|raw_input\(\)|sys\.stdin|process\.stdin|prompt\(\)|click\.prompt\(\)|typer\.prompt\(\)|getpass\.getpass\(\)|rich\.prompt\.Prompt\.ask\(\)|questionary\..*\.ask(?:_async)?\(\)|prompt_toolkit\.(?:PromptSession\(\)\.)?prompt(?:_async)?\(\))/,
  },
  {
    of: 'terminal libraries',
    kind: 'commandLine',
    name: /(?:createInterface\(\)(?:\.question\(\))?$|^(?:inquirer|prompts|enquirer)#.*\(\)|@inquirer\/prompts#\w+\(\)|@clack\/prompts#(?:\*\.?)?\w+\(\))/,
  },
  {
    of: 'queues',
    kind: 'message',
    name: /^(?:sqs|kombu|pika|redis|aio_pika|kafka|confluent_kafka|nats)\b.*(?:receive_message|poll|get_message|next_msg|blpop|lpop|brpop|xread)\(\)|^kafka\.KafkaConsumer\(\)$|^boto3\.(?:\w+\(\)\.)?(?:client|resource)\(\).*\.receive_messages?\(\)|^@aws-sdk\/client-sqs#SQS(?:Client)?\(\)\.(?:send|receiveMessage)\(\)/,
  },
  {
    of: 'fetched',
    kind: 'fetched',
    name: /^(?:(?:window|globalThis|self)\.)?fetch\(\)$|^(?:node-fetch|cross-fetch|undici|isomorphic-fetch)#(?:default|fetch|\*|request)\(\)$|^(?:ofetch#(?:ofetch|\$fetch)|\$fetch|(?:ky|got|needle|superagent)#\w+(?:\.\w+)?)\(\)$|^axios#\w*\*?(?:\.create\(\))?(?:\.(?:get|post|request))?\(\)$/,
  },
  {
    of: 'fetched, Python',
    kind: 'fetched',
    name: /^(?:requests|httpx|curl_cffi\.requests|niquests|cloudscraper)(?:\.(?:Session|session|Client|AsyncClient|create_scraper)\(\))?\.(?:get|post|request|stream)\(\)$|^aiohttp\.(?:ClientSession\(\)\.(?:get|post|request)|request)\(\)$|^urllib\.request\.urlopen\(\)$|^(?:trafilatura\.fetch_url|newspaper\.Article|feedparser\.parse|wikipedia\.(?:page|summary))\(\)$/,
  },
  {
    of: 'browsers',
    kind: 'fetched',
    name: /^(?:puppeteer(?:-core)?|playwright(?:-core)?|@playwright\/test)#.*\.(?:content|textContent|innerText|innerHTML|evaluate)\(\)$|^playwright\..*\.(?:content|inner_text|inner_html|text_content|evaluate)\(\)$|^selenium\.webdriver\..*\.page_source$/,
  },
  {
    of: 'search services',
    kind: 'fetched',
    name: /^(?:@tavily\/core#tavily\(\)\.(?:search|extract)|exa-js#\w+\(\)\.\w+|(?:@mendable\/firecrawl-js|firecrawl)#\w+\(\)\.(?:scrape|crawl|search)\w*|serpapi#\w+)\(\)$/,
  },
  {
    of: 'search services, Python',
    kind: 'fetched',
    name: /^(?:tavily\.(?:Async)?TavilyClient\(\)\.(?:search|extract|get_search_context)|exa_py\.Exa\(\)\.\w+|firecrawl\.(?:Async)?Firecrawl(?:App)?\(\)\.(?:scrape|crawl|search)\w*|(?:duckduckgo_search|ddgs)\.(?:Async)?DDGS\(\)\.\w+|serpapi\.\w+\(\)\.get_dict|youtube_transcript_api\.YouTubeTranscriptApi(?:\(\))?\.(?:get_transcript|fetch)|langchain_community\.document_loaders\.(?:\w+\.)?(?:WebBaseLoader|AsyncHtmlLoader|PlaywrightURLLoader|UnstructuredURLLoader|YoutubeLoader)\(\)\.(?:a?load|lazy_load))\(\)$/,
  },
  {
    of: 'tools of MCP servers',
    kind: 'fetched',
    name: /^@modelcontextprotocol\/sdk\/client[\w/.]*#Client\(\)\.(?:callTool|readResource)\(\)$|^(?:mcp\.(?:client\.session\.)?ClientSession|fastmcp\.Client)\(\)\.(?:call_tool|read_resource)\(\)$/,
  },
  {
    of: 'mail',
    kind: 'mail',
    name: /^(?:mailparser#simpleParser|googleapis#google\.gmail\(\)\.users\.(?:messages|threads)\.get|imapflow#ImapFlow\(\)\.(?:fetch|fetchOne|download))\(\)$/,
  },
  {
    of: 'mail, Python',
    kind: 'mail',
    name: /^(?:imaplib\.IMAP4(?:_SSL)?\(\)\.fetch|imap_tools\.Mail[Bb]ox\(\)\.fetch|email\.message_from_(?:bytes|string)|googleapiclient\.discovery\.build\(\)\.users\(\)\.(?:messages|threads)\(\)\.get)\(\)$/,
  },
  {
    of: 'documents',
    kind: 'document',
    name: /^(?:(?:pdf-parse|pdf-parse\/[\w./-]*)#\w*\*?|mammoth#(?:(?:default|\*)\.?)?(?:extractRawText|convertToHtml|convertToMarkdown)|officeparser#\w*\*?(?:\.\w+)?|unpdf#extractText|pdfjs-dist[\w/.-]*#(?:\*\.?)?getDocument)\(\)$/,
  },
  {
    of: 'documents, Python',
    kind: 'document',
    name: /^(?:(?:PyPDF2|pypdf|PyPDF4)\.Pdf(?:File)?Reader|pdfplumber\.open|fitz\.open|pymupdf\.open|pymupdf4llm\.to_markdown|docx\.Document|docx2txt\.process|textract\.process|pdfminer\.high_level\.extract_text|pytesseract\.image_to_string|pptx\.Presentation|langchain_community\.document_loaders\.(?:\w+\.)?(?:PyPDFLoader|Docx2txtLoader|UnstructuredFileLoader|UnstructuredPDFLoader|PDFPlumberLoader)\(\)\.(?:load|load_and_split))\(\)$/,
  },
];

export const selfSources: readonly SelfSource[] = [
  {
    of: 'Django',
    kind: 'request',
    base: /(?:^|[.#])(?:\w*View|\w*ViewSet|\w*Mixin|Endpoint)$/,
    parts: /^(?:request\.(?:GET|POST|body|data|query_params|FILES|COOKIES|headers|META)|kwargs|args)(?:\.|$)/,
  },
  {
    of: 'Tornado',
    kind: 'request',
    base: /(?:^|[.#])(?:RequestHandler|WebSocketHandler)$/,
    parts:
      /^(?:get_argument|get_arguments|get_body_argument|get_query_argument|get_cookie|path_args|path_kwargs|request\.(?:body|arguments|query_arguments|body_arguments|headers|path|uri|files))(?:\.|$)/,
  },
  {
    of: 'http.server',
    kind: 'request',
    base: /(?:^|[.#])\w*HTTPRequestHandler$/,
    parts: /^(?:rfile|path|headers|requestline)(?:\.|$)/,
  },
];
