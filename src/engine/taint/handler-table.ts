/**
 * Functions that frameworks call with text of others, and those that Claude calls, as data. Sources: the frameworks' own
 * documentation, read in November 2026.
 */
import type { Binding } from '../facts';
import type { Flow } from '../flow/flow';
import { checkedType } from './transfer-table';
import type { SourceKind } from './types';

export interface HandlerSource {
  /** The framework, or what it is. */
  of: string;
  kind: SourceKind;
  /** Only in files that import a module like this. */
  requires?: RegExp;
  /** Only in files at such a path. */
  path?: RegExp;
  /** The call that the function is given to, by its callee's name; or by the last part of that, as `.name`. */
  callee?: RegExp;
  /** The call's first argument. */
  first?: RegExp;
  /** Key under which the function is handed over, in an object. */
  key?: RegExp;
  /** A decorator of the function, by name as above. */
  decorator?: RegExp;
  /** The function's own name; of a function in an object that has a name, with that before it: `actions.save`. */
  named?: RegExp;
  /** Of a method: what its class is derived from, by name as above. */
  base?: RegExp;
  /** It is exported by default, or under its name. */
  exported?: boolean;
  /** `use server`: at the beginning of the file, whose asynchronous functions are meant, or of the function. */
  directive?: RegExp;
  /** Which parameters: a position (`self` and `cls` not counted), or the names that fit. */
  parameter: number | RegExp;
  /** The parameter's type, as it is written. */
  type?: RegExp;
  /** The parameter's decorator, by name as above. */
  mark?: RegExp;
  /** Another parameter of the function has such a name. */
  beside?: RegExp;
  /** Which parts of the parameter; absent: the whole. */
  parts?: RegExp;
}

/** The parts of a request that its sender has written, and what its stream gives (`for await (const chunk of request)`); tested against the path of names behind the parameter. */
const requestParts =
  /^(?:(?:request|req|raw)\.)?(?:body|rawBody|query|params|headers|cookies|files?|url|originalUrl|path|json|text|formData|param|header|get|parseBody|valid|queries|arrayBuffer|nextUrl|searchParams|on|read|swagger)(?:\.|$)|^$/;
const pythonRequestParts =
  /^(?:json|get_json|body|form|text|data|values|args|files|query|query_params|query_string|path_params|match_info|headers|cookies|post|read|rel_url|url|stream|receive|receive_text|receive_json|receive_bytes|iter_text|iter_json|iter_bytes|GET|POST|FILES|COOKIES|META|FORM|forms|params|get_argument|get_body_argument|get_query_argument|multipart|get_data|request)(?:\.|$)/;
const eventParts =
  /^(?:body|rawBody|queryStringParameters|multiValueQueryStringParameters|pathParameters|headers|rawPath|rawQueryString|arguments|requestContext|Records|data|detail|query)(?:\.|$)/;
const messageParts =
  /^(?:message|msg|event|command|body|payload|text|caption|content|cleanContent|clean_content|match|update|update_queue|args|options|fields|callback_query|effective_message|channel_post|edited_message|data|value|input|rawInput)(?:\.|$)/;

const chat =
  /^(?:discord\.js|telegraf|grammy|node-telegram-bot-api|whatsapp-web\.js|@slack\/bolt|@slack\/events-api|botbuilder|tmi\.js|matrix-js-sdk|discord|telegram|telebot|aiogram|slack_bolt|nextcord|disnake|pyrogram|telethon|linebot|@line\/bot-sdk|eris|@whiskeysockets\/baileys|chainlit)(?:$|[./])/;
const socket =
  /^(?:ws|socket\.io|uWebSockets\.js|@fastify\/websocket|express-ws|hono|isomorphic-ws|partykit|partyserver|graphql-ws)(?:$|[./])/;
/** Classes that tools are derived from. */
const toolBase = /(?:^|[.#])(?:Base\w*Tool|Beta\w*Tool|StructuredTool|FunctionTool|DynamicTool|Tool)$/;
const toolLibraries =
  /^(?:@modelcontextprotocol\/|mcp|fastmcp|ai$|@anthropic-ai\/|anthropic|@langchain\/|langchain|claude_agent_sdk|claude_code_sdk|pydantic_ai|llamaindex|llama_index|@openai\/agents|mastra|@mastra\/)/;
const verbs = /^(?:GET|POST|PUT|PATCH|DELETE)$/;
/** Calls that make a step of a workflow of the function that they are given: nobody waits for it over HTTP. */
export const workflowSteps = /(?:^|[.#])SlackFunction$/;

/** In languages whose parameters have types that are named. */
export const handlersElsewhere: readonly HandlerSource[] = [
  {
    of: 'net/http',
    kind: 'request',
    type: /^\*http\.Request$/,
    parameter: /^/,
    parts: /^(?:Body|Form|PostForm|MultipartForm|URL|Header|FormValue|PostFormValue|FormFile|Cookie|PathValue)(?:\.|$)/,
  },
  {
    of: 'Gin, Echo, Fiber',
    kind: 'request',
    type: /^\*?(?:gin|echo|fiber)\.(?:Context|Ctx)$/,
    parameter: /^/,
    parts:
      /^(?:Param|Params|ParamsInt|Query|QueryParam|DefaultQuery|PostForm|DefaultPostForm|FormValue|GetRawData|GetHeader|Bind\w*|ShouldBind\w*|BodyParser|Body|BodyRaw|Request|Cookies?)(?:\.|$)/,
  },
  {
    of: 'Spring, JAX-RS, ASP.NET',
    kind: 'request',
    mark: /(?:^|\.)(?:RequestBody|RequestParam|PathVariable|RequestHeader|ModelAttribute|RequestPart|QueryParam|PathParam|FormParam|FromBody|FromQuery|FromRoute|FromForm|FromHeader)$/,
    parameter: /^/,
  },
  {
    of: 'servlets',
    kind: 'request',
    type: /^HttpServletRequest$/,
    parameter: /^/,
    parts:
      /^(?:getParameter\w*|getHeader\w*|getReader|getInputStream|getQueryString|getParts?|getCookies|getRequestUR[LI])(?:\.|$)/,
  },
  {
    of: 'Javalin, Spark',
    kind: 'request',
    requires: /^(?:io\.javalin|(?:static )?spark)\b/,
    callee: /(?:^|\.)(?:get|post|put|patch|delete)$/,
    first: /^\//,
    parameter: 0,
    parts:
      /^(?:body\w*|queryParam\w*|queryMap|formParam\w*|pathParam\w*|params?|headers?|cookies?|uploadedFiles?)(?:\.|$)/,
  },
  {
    of: 'the JDK’s server',
    kind: 'request',
    type: /^HttpExchange$/,
    parameter: /^/,
    parts: /^(?:getRequestBody|getRequestURI|getRequestHeaders)(?:\.|$)/,
  },
  {
    of: 'ASP.NET controllers',
    kind: 'request',
    decorator: /^Http(?:Post|Get|Put|Patch|Delete)$/,
    parameter: /^(?!ct$|cancellationToken$|logger$|context$)/,
  },
  {
    of: 'ASP.NET minimal APIs',
    kind: 'request',
    callee: /\.Map(?:Post|Get|Put|Patch|Delete)$/,
    first: /^\//,
    parameter: 0,
  },
  {
    of: 'Laravel, Symfony, PSR-7',
    kind: 'request',
    type: /^\??(?:Request|ServerRequestInterface|ServerRequest)$/,
    requires: /^(?:Illuminate\\Http|Symfony\\Component\\HttpFoundation|Psr\\Http|Slim|Laravel)/,
    parameter: /^/,
    parts:
      /^(?:input|get|query|post|all|json|string|request|getContent|getParsedBody|getQueryParams|getBody|\w+)(?:\.|$)/,
  },
];

export const handlerSources: readonly HandlerSource[] = [
  // Routes: Express, Fastify, Koa's and Hono's routers, Polka, Restify, itty-router, Elysia.
  {
    of: 'routers',
    kind: 'request',
    callee: /\.(?:get|post|put|patch|delete|del|all|use|route|options|add)$/,
    first: /^\//,
    parameter: 0,
    parts: requestParts,
  },
  {
    of: 'forms with files',
    kind: 'request',
    requires: /^(?:formidable|multiparty|busboy|@fastify\/busboy)$/,
    callee: /\.(?:parse|on)$/,
    parameter: /^(?:fields?|files?|values?|val|streams?)$/,
  },
  {
    of: 'Fastify',
    kind: 'request',
    callee: /\.route$/,
    key: /^(?:handler|preHandler|onRequest|preValidation)$/,
    parameter: 0,
    parts: requestParts,
  },
  // What a request has thrown, where an application answers for it.
  { of: 'errors of Express', kind: 'error', callee: /\.use$/, parameter: /^_?(?:err|error|e)$/, beside: /^_?next$/ },
  { of: 'errors of Fastify and Hono', kind: 'error', callee: /\.(?:setErrorHandler|onError)$/, parameter: 0 },
  {
    of: 'errors of FastAPI',
    kind: 'error',
    requires: /^(?:fastapi|starlette)(?:$|\.)/,
    decorator: /\.exception_handler$/,
    parameter: 1,
  },
  {
    of: 'errors of Flask',
    kind: 'error',
    requires: /^(?:flask|quart)(?:$|\.)/,
    decorator: /\.errorhandler$/,
    parameter: 0,
  },
  // Controllers, in files without routes: a request beside its response.
  {
    of: 'Express controllers',
    kind: 'request',
    parameter: /^_?(?:req|request)$/,
    beside: /^_?(?:res|resp|response|reply|next)$/,
    parts: requestParts,
  },
  {
    of: 'types of requests',
    kind: 'request',
    requires:
      /^(?:express|next(?:$|\/)|fastify|@vercel\/node|restify|@google-cloud\/functions-framework|node:http|http$)/,
    type: /^(?:\w+\.)?(?:Request|NextRequest|NextApiRequest|FastifyRequest|VercelRequest|IncomingMessage|\w*AuthenticatedRequest|AuthRequest)(?:<|$)/,
    parameter: /^/,
    parts: requestParts,
  },
  // Before `servers`, which have a function of the same name: the first row that fits says what it is.
  {
    of: 'sockets, Python',
    kind: 'message',
    requires: /^websockets(?:$|\.)/,
    parameter: /^(?:websocket|ws|connection)$/,
  },
  {
    of: 'servers',
    kind: 'request',
    callee: /^(?:koa|@koa\/).*\.use$|(?:^|[#.])(?:createServer|serve)$/,
    parameter: 0,
    parts: requestParts,
  },
  {
    of: 'cloud functions',
    kind: 'request',
    callee: /(?:^|[#.])(?:onRequest|http|onRequestGet|onRequestPost|withApiAuth|createRouteHandler)$/,
    parameter: 0,
    parts: requestParts,
    requires: /^(?:firebase-functions|@google-cloud\/functions-framework)/,
  },
  {
    of: 'Firebase calls',
    kind: 'request',
    callee: /(?:^|[#.])onCall$/,
    parameter: 0,
    parts: /^(?:data|rawRequest)(?:\.|$)/,
    requires: /^firebase-functions/,
  },
  {
    of: 'Nest',
    kind: 'request',
    mark: /(?:^|#)(?:Body|Query|Param|Headers|RawBody|UploadedFiles?|Args|Payload)$/,
    parameter: /^/,
  },
  { of: 'Nest requests', kind: 'request', mark: /(?:^|#)(?:Req|Request)$/, parameter: /^/, parts: requestParts },
  { of: 'Nest gateways', kind: 'message', mark: /(?:^|#)MessageBody$/, parameter: /^/ },
  {
    of: 'tRPC',
    kind: 'request',
    callee: /\.(?:mutation|query|subscription)$/,
    requires: /^@trpc\/|(?:^|\/)trpc(?:$|[./])/,
    parameter: 0,
    parts: /^(?:input|rawInput)(?:\.|$)/,
  },
  {
    of: 'next-safe-action',
    kind: 'request',
    callee: /\.(?:action|handler)$/,
    requires: /^(?:next-safe-action|zsa)/,
    parameter: 0,
    parts: /^(?:parsedInput|input|clientInput)(?:\.|$)/,
  },
  // Next.js, Remix, SvelteKit, Astro, Cloudflare, Deno and Bun by what they export.
  { of: 'route handlers', kind: 'request', named: verbs, exported: true, parameter: 0, parts: requestParts },
  {
    of: 'parts of a path',
    kind: 'request',
    named: verbs,
    path: /(?:^|\/)route\.[cm]?[jt]sx?$/,
    parameter: 1,
    parts: /^params(?:\.|$)/,
  },
  {
    of: 'Next pages',
    kind: 'request',
    exported: true,
    path: /(?:^|\/)app\/(?:.*\/)?page\.[jt]sx?$/,
    parameter: 0,
    parts: /^(?:searchParams|params)(?:\.|$)/,
  },
  { of: 'Next server actions', kind: 'request', directive: /^use server$/, parameter: /^/ },
  {
    of: 'Remix',
    kind: 'request',
    named: /^(?:action|loader)$/,
    exported: true,
    path: /(?:^|\/)routes?\//,
    parameter: 0,
    parts: requestParts,
  },
  {
    of: 'SvelteKit actions',
    kind: 'request',
    named: /^(?:actions\.\w+|load)$/,
    path: /(?:^|\/)\+(?:page|layout)\.server\.[jt]s$/,
    parameter: 0,
    parts: requestParts,
  },
  {
    of: 'API routes',
    kind: 'request',
    exported: true,
    path: /(?:^|\/)(?:pages\/api|api|netlify\/functions|functions)\//,
    parameter: 0,
    parts: requestParts,
  },
  { of: 'Cloudflare', kind: 'request', key: /^fetch$/, exported: true, parameter: 0, parts: requestParts },
  {
    of: 'Lambda',
    kind: 'request',
    named: /^(?:onRequest|onRequestPost|onRequestGet|handler|lambda_handler|handle_request)$/,
    parameter: 0,
    parts: new RegExp(`${eventParts.source}|${requestParts.source}`),
  },
  {
    of: 'Lambda',
    kind: 'request',
    named: /(?:^|_)handler$|[a-z\d]Handler$/,
    parameter: /^_?event$/,
    beside: /^_?(?:context|ctx)$/,
    parts: new RegExp(`${eventParts.source}|${requestParts.source}`),
  },
  // Flask, Bottle, Sanic, Quart and their like: what the path holds. The rest of a request is a global there.
  {
    of: 'Flask paths',
    kind: 'request',
    decorator: /\.(?:route|get|post|put|patch|delete|websocket|api_route)$/,
    requires: /^(?:flask|bottle|quart)/,
    parameter: /^(?!self$|cls$)/,
  },
  {
    of: 'FastAPI',
    kind: 'request',
    decorator: /\.(?:get|post|put|patch|delete|api_route|websocket|websocket_route|route)$/,
    requires: /^(?:fastapi|starlette|litestar|sanic|robyn|ninja)/,
    parameter:
      /^(?!self$|cls$|request$|req$|websocket$|ws$|db$|session$|background_tasks$|response$|settings$|current_user$|user$)/,
  },
  // A model by the name of a request.
  {
    of: 'FastAPI',
    kind: 'request',
    decorator: /\.(?:get|post|put|patch|delete|api_route|route)$/,
    requires: /^(?:fastapi|litestar|ninja|robyn)/,
    type: /^(?!(?:\w+\.)*(?:Http|HTTP)?(?:Request|Connection)\b|(?:\w+\.)*(?:WebSocket|Annotated)\b)(?:\w+\.)*[A-Z]\w*$/,
    parameter: /^(?:request|req)$/,
  },
  {
    of: 'decorated routes',
    kind: 'request',
    decorator: /\.(?:get|post|put|patch|delete|api_route|websocket|websocket_route|route)$/,
    parameter: /^(?:request|req|websocket|ws)$/,
    parts: pythonRequestParts,
  },
  // Django and its REST framework, aiohttp, Starlette: views by their first parameter.
  {
    of: 'views',
    kind: 'request',
    requires:
      /^(?:django|rest_framework|ninja|aiohttp|starlette|fastapi|tornado|falcon|azure\.functions|functions_framework|modal|sanic)/,
    parameter: /^(?:request|req)$/,
    parts: pythonRequestParts,
  },
  {
    of: 'paths of views',
    kind: 'request',
    requires: /^(?:django|rest_framework)/,
    base: /(?:^|[.#])(?:\w*View|\w*ViewSet)$/,
    named: /^(?:get|post|put|patch|delete|retrieve|create|update)$/,
    parameter: /^(?!self$|request$|args$|kwargs$|serializer$|instance$)/,
  },
  {
    of: 'Gradio',
    kind: 'request',
    requires: /^gradio/,
    callee: /(?:Interface|ChatInterface|click|submit|change|then|api)$/,
    parameter: 0,
  },
  // What a page of one's own sends to its main process.
  {
    of: 'Electron',
    kind: 'form',
    requires: /^electron$/,
    callee: /(?:^|[.#])ipcMain\.(?:handle|handleOnce|on|once)$/,
    parameter: /^(?!_*(?:e|ev|evt|event|_event)?$)/,
  },
  // Chats, sockets, queues.
  {
    of: 'chats',
    kind: 'message',
    requires: chat,
    callee: /\.(?:on|once|message|event|command|action|hears|start|use|onText|shortcut|view|addEventListener)$/,
    parameter: 0,
    parts: messageParts,
  },
  {
    of: 'parts of a chat command',
    kind: 'message',
    requires: /^node-telegram-bot-api/,
    callee: /\.onText$/,
    parameter: 1,
  },
  {
    of: 'chat interactions',
    kind: 'message',
    requires: /^(?:discord\.js|eris)(?:$|\/)/,
    parameter: /^(?:interaction|inter)$/,
    parts: messageParts,
  },
  {
    of: 'chat callbacks',
    kind: 'message',
    requires: chat,
    named: /^on_(?:message|text|command|callback)\w*$/,
    parameter: 0,
    parts: messageParts,
  },
  {
    of: 'decorated chats',
    kind: 'message',
    requires: chat,
    decorator: /\.(?:event|message|command|action|on_message|message_handler|handler|callback_query)$/,
    parameter: /^(?:event|message|msg|body|command|payload|update|callback)$/,
    parts: messageParts,
  },
  {
    of: 'chat commands',
    kind: 'message',
    requires: /^(?:discord|nextcord|disnake)(?:$|\.)/,
    decorator: /\.(?:command|hybrid_command|slash_command|user_command)$/,
    parameter: /^(?!self$|cls$|ctx$|context$|interaction$|inter$)/,
  },
  {
    of: 'Telegram updates',
    kind: 'message',
    requires: /^(?:telegram|aiogram)/,
    parameter: /^update$/,
    parts: messageParts,
  },
  {
    of: 'Telegram arguments',
    kind: 'message',
    requires: /^telegram(?:$|\.)/,
    parameter: /^(?:context|ctx)$/,
    beside: /^update$/,
    parts: /^args(?:\.|$)/,
  },
  {
    of: 'sockets',
    kind: 'message',
    requires: socket,
    callee: /\.(?:on|once|addEventListener)$/,
    first: /^(?!close|error|open|connection|connect|disconnect|listening|ping|pong|upgrade)/,
    parameter: 0,
  },
  // What else comes with an event; the last may be a function that answers.
  {
    of: 'events of sockets',
    kind: 'message',
    requires: /^socket\.io$/,
    callee: /\.on$/,
    first: /^(?!error$|connection$|connect$|disconnect|upgrade$)/,
    parameter: /^(?!cb$|callback$|ack|done$|next$|fn$|respond|reply$)/,
  },
  {
    of: 'sockets of Starlette',
    kind: 'message',
    requires: /^(?:starlette|fastapi)(?:$|\.)/,
    base: /(?:^|[.#])WebSocketEndpoint$/,
    named: /^on_receive$/,
    parameter: /^(?!self$|websocket$|ws$)/,
  },
  {
    of: 'Channels',
    kind: 'message',
    requires: /^channels(?:$|\.)/,
    base: /(?:^|[.#])\w*Consumer$/,
    named: /^(?:receive|receive_json|websocket_receive)$/,
    parameter: /^(?!self$|kwargs$)/,
  },
  {
    of: 'events of sockets, Python',
    kind: 'message',
    requires: /^(?:socketio|flask_socketio)(?:$|\.)/,
    decorator: /\.(?:on|event|on_event)$/,
    parameter: /^(?!self$|sid$|environ$|auth$|namespace$)/,
  },
  {
    of: 'jobs',
    kind: 'message',
    requires:
      /^(?:bullmq|bull|bee-queue|amqplib|kafkajs|pg-boss|inngest|@aws-sdk\/client-sqs|@google-cloud\/pubsub|graphile-worker|@trigger\.dev|sqs-consumer)/,
    callee: /(?:Worker|process|consume|run|work|createFunction|on|eachMessage|create|task)$/,
    parameter: 0,
    parts: messageParts,
  },
  {
    of: 'jobs of Nest’s BullMQ',
    kind: 'message',
    requires: /^@nestjs\/bullm?q?$/,
    base: /(?:^|[.#])WorkerHost$/,
    named: /^process$/,
    parameter: 0,
    parts: messageParts,
  },
  {
    of: 'jobs of Nest’s Bull',
    kind: 'message',
    requires: /^@nestjs\/bull$/,
    decorator: /(?:^|#)Process$/,
    parameter: 0,
    parts: messageParts,
  },
  {
    of: 'RabbitMQ, Python',
    kind: 'message',
    requires: /^(?:pika|aio_pika)/,
    callee: /\.(?:basic_consume|consume)$/,
    parameter: /^(?:body|message)$/,
  },
  {
    of: 'RabbitMQ, Python, by name',
    kind: 'message',
    requires: /^pika(?:$|\.)/,
    parameter: /^body$/,
    beside: /^(?:ch|channel)$/,
  },
  {
    of: 'consumers of SQS',
    kind: 'message',
    requires: /^sqs-consumer$/,
    key: /^handleMessage(?:Batch)?$/,
    parameter: 0,
  },
  {
    of: 'decorated messages',
    kind: 'message',
    decorator: /\.(?:subscriber|agent|incoming|(?:service_bus|queue|event_hub)\w*_trigger|queue_trigger)$/,
    requires: /^(?:faststream|faust|azure\.functions)(?:$|\.)/,
    parameter: /^(?!self$|cls$|context$|logger$)/,
  },
  {
    of: 'queues of Azure and Google',
    kind: 'message',
    requires: /^(?:@azure\/functions|firebase-functions)(?:$|\/)/,
    callee: /(?:^|[.#])(?:onMessagePublished|serviceBusQueue|serviceBusTopic|storageQueue|eventHub)$/,
    parameter: 0,
  },
  {
    of: 'decorated jobs',
    kind: 'message',
    decorator: /\.task$|(?:^|\.)shared_task$|\.actor$|(?:^|\.)job$/,
    requires: /^(?:celery|dramatiq|rq|huey|arq|taskiq)/,
    parameter: /^(?!self$|cls$)/,
  },
  // What a command is called with.
  {
    of: 'commands',
    kind: 'commandLine',
    requires: /^(?:commander|@commander-js\/|yargs|cac$|sade$)/,
    callee: /\.(?:action|command)$/,
    parameter: /^/,
  },
  {
    of: 'decorated commands',
    kind: 'commandLine',
    requires: /^(?:click|typer|rich_click)(?:$|\.)/,
    decorator: /(?:^|\.)(?:command|callback)$/,
    parameter: /^(?!self$|cls$|ctx$)/,
  },
  // Tools: what Claude, or another model, calls them with.
  {
    of: 'tools',
    kind: 'toolInput',
    requires: toolLibraries,
    callee:
      /(?:^|[.#])(?:tool|registerTool|betaZodTool|betaTool|addTool|DynamicTool|DynamicStructuredTool|FunctionTool\.from|createTool|createSdkMcpServer|defineTool|StructuredTool\.from_function|setRequestHandler)$/,
    parameter: 0,
  },
  {
    of: 'tools as objects',
    kind: 'toolInput',
    requires: toolLibraries,
    key: /^(?:execute|run|func|handler)$/,
    // `parser.set_defaults(func=main)` is a command line's.
    callee: /^(?!.*\bset_defaults$)/,
    parameter: 0,
  },
  {
    of: 'decorated tools',
    kind: 'toolInput',
    requires: toolLibraries,
    decorator: /(?:^|\.)(?:tool|beta_tool|beta_async_tool|tool_plain|call_tool|function_tool|mcp_tool)$/,
    parameter: /^(?!self$|cls$|ctx$|context$)/,
  },
  // Tools that are classes: computer use, LangChain, CrewAI, LlamaIndex.
  {
    of: 'tools as classes',
    kind: 'toolInput',
    requires: toolLibraries,
    base: toolBase,
    named: /^(?:_run|_arun|__call__|_call|call|execute|run|invoke|forward)$/,
    parameter: /^(?!run_manager$|runManager$|config$|context$|ctx$|callbacks$)/,
  },
];

/** What a framework fills in by itself. */
const injectedDefault = /(?:^|[.#])(?:Depends|Security|Inject|BackgroundTasks|Provide)\(\)$/;
const injectedType =
  /^(?:Response|BackgroundTasks|Session|AsyncSession|Context\b|RunContext\b|Annotated\[.*(?:Depends|Security)\()/;

/** Nest's pipes that let no text through. */
const checkingPipe = /(?:^|#)Parse(?:Int|Float|Bool|UUID|Enum|Date)Pipe(?:\(\))?$/;

/** A parameter that brings no text of others: a framework fills it in, or its type allows of none. */
export function harmlessParameter({ annotation, value, decorators = [] }: Binding, flow: Flow): boolean {
  if (annotation && (checkedType.test(annotation) || injectedType.test(annotation))) return true;
  const pipes = decorators.flatMap((one) => (one.kind === 'call' ? one.call.args : []));
  if (pipes.some((one) => checkingPipe.test(flow.name(one.value) ?? ''))) return true;
  return injectedDefault.test((value && flow.name(value)) ?? '');
}
