/**
 * Where text of others enters a program, as data: by the name that it has, by the function that a framework hands it to, and
 * by the functions that Claude calls. Sources: the frameworks' own documentation, read in November 2026.
 */
import type { Binding } from '../facts';
import type { Flow } from '../flow';
import { harmlessType } from './transfer-table';
import type { SourceKind } from './types';

/** A value by its qualified name, see `Flow.name`. */
export interface NamedSource {
  kind: SourceKind;
  name: RegExp;
}

/** The parts of a request that its sender has written; tested against the path of names behind the parameter. */
const requestParts =
  /^(?:(?:request|req|raw)\.)?(?:body|rawBody|query|params|headers|cookies|files?|url|originalUrl|path|json|text|formData|param|header|get|parseBody|valid|queries|arrayBuffer|nextUrl|searchParams|on|read|swagger)(?:\.|$)/;
const pythonRequestParts =
  /^(?:json|get_json|body|form|text|data|values|args|files|query|query_params|query_string|path_params|match_info|headers|cookies|post|read|rel_url|url|stream|receive|receive_text|receive_json|receive_bytes|iter_text|iter_json|iter_bytes|GET|POST|FILES|COOKIES|META|FORM|forms|params|get_argument|get_body_argument|get_query_argument|multipart|get_data|request)(?:\.|$)/;
const eventParts =
  /^(?:body|rawBody|queryStringParameters|multiValueQueryStringParameters|pathParameters|headers|rawPath|rawQueryString|arguments|requestContext|Records|data|detail|query)(?:\.|$)/;
const messageParts =
  /^(?:message|msg|event|command|body|payload|text|content|cleanContent|clean_content|match|update|update_queue|args|options|callback_query|effective_message|channel_post|edited_message|data|value|input|rawInput)(?:\.|$)/;

export interface HandlerSource {
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
  /** The function's own name. */
  named?: RegExp;
  /** Of a method: what its class is derived from, by name as above. */
  base?: RegExp;
  /** It is exported by default, or under its name. */
  exported?: boolean;
  /** Which parameters: a position (`self` and `cls` not counted), or the names that fit. */
  parameter: number | RegExp;
  /** Which parts of the parameter; absent: the whole. */
  parts?: RegExp;
}

export const namedSources: readonly NamedSource[] = [
  {
    kind: 'request',
    name: /^(?:flask|quart|bottle|sanic)\.request\.(?:args|form|json|values|data|files|headers|cookies|get_json|get_data|query|forms|params|stream|url|path|full_path)(?:[.(]|$)/,
  },
  {
    kind: 'form',
    name: /^(?:streamlit\.(?:sidebar\.)?(?:chat_input|text_input|text_area)|chainlit\..*message\.content|gradio\.Request.*)\(\)/,
  },
  { kind: 'request', name: /^next\/headers#(?:headers|cookies)\(\)/ },
  {
    kind: 'commandLine',
    name: /^(?:process\.argv|sys\.argv|input\(\)|raw_input\(\)|sys\.stdin|process\.stdin|Deno\.args|Bun\.argv|(?:node:)?process#(?:argv|default\.argv|\*\.argv)|prompt\(\)|click\.prompt\(\)|typer\.prompt\(\)|getpass\.getpass\(\))/,
  },
  {
    kind: 'commandLine',
    name: /(?:ArgumentParser\(\)\.(?:parse_args|parse_known_args)\(\)|commander#.*\.opts\(\)|yargs#.*\.(?:argv|parseSync\(\))|minimist#(?:default|\*)\(\)|(?:node:)?util#parseArgs\(\)|createInterface\(\)\.question\(\)|(?:inquirer|prompts|enquirer)#.*\(\)|@inquirer\/prompts#\w+\(\)|@clack\/prompts#\w+\(\))/,
  },
  {
    kind: 'message',
    name: /^(?:sqs|kombu|pika|redis|aio_pika|kafka|confluent_kafka|nats)\b.*(?:receive_message|poll|get_message|next_msg|blpop|lpop|brpop|xread)\(\)/,
  },
];

const chat =
  /^(?:discord\.js|telegraf|grammy|node-telegram-bot-api|whatsapp-web\.js|@slack\/bolt|@slack\/events-api|botbuilder|tmi\.js|matrix-js-sdk|discord|telegram|aiogram|slack_bolt|nextcord|disnake|pyrogram|telethon|linebot|@line\/bot-sdk|eris|@whiskeysockets\/baileys)(?:$|[./])/;
const socket =
  /^(?:ws|socket\.io|uWebSockets\.js|@fastify\/websocket|express-ws|hono|isomorphic-ws|partykit|partyserver|graphql-ws)(?:$|[./])/;
/** Classes that tools are derived from. */
const toolBase = /(?:^|[.#])(?:Base\w*Tool|Beta\w*Tool|StructuredTool|FunctionTool|DynamicTool|Tool)$/;
const toolLibraries =
  /^(?:@modelcontextprotocol\/|mcp|fastmcp|ai$|@anthropic-ai\/|anthropic|@langchain\/|langchain|claude_agent_sdk|claude_code_sdk|pydantic_ai|llamaindex|llama_index|@openai\/agents|mastra|@mastra\/)/;

export const handlerSources: readonly HandlerSource[] = [
  // Routes: Express, Fastify, Koa's and Hono's routers, Polka, Restify, itty-router, Elysia.
  {
    kind: 'request',
    callee: /\.(?:get|post|put|patch|delete|del|all|use|route|options|add)$/,
    first: /^\//,
    parameter: 0,
    parts: requestParts,
  },
  {
    kind: 'request',
    callee: /^(?:koa|@koa\/).*\.use$|(?:^|[#.])(?:createServer|serve)$/,
    parameter: 0,
    parts: requestParts,
  },
  {
    kind: 'request',
    callee:
      /(?:^|[#.])(?:onRequest|onCall|http|onRequestGet|onRequestPost|defineEventHandler|eventHandler|withApiAuth|createRouteHandler)$/,
    parameter: 0,
    parts: /^/,
    requires: /^(?:firebase-functions|@google-cloud\/functions-framework|h3|nitropack|nuxt|#imports)/,
  },
  {
    kind: 'request',
    callee: /\.(?:mutation|query|subscription)$/,
    requires: /^@trpc\/|(?:^|\/)trpc(?:$|[./])/,
    parameter: 0,
    parts: /^(?:input|rawInput)(?:\.|$)/,
  },
  {
    kind: 'request',
    callee: /\.(?:action|handler)$/,
    requires: /^(?:next-safe-action|zsa)/,
    parameter: 0,
    parts: /^(?:parsedInput|input|clientInput)(?:\.|$)/,
  },
  // Next.js, Remix, SvelteKit, Astro, Cloudflare, Deno and Bun by what they export.
  { kind: 'request', named: /^(?:GET|POST|PUT|PATCH|DELETE)$/, exported: true, parameter: 0, parts: requestParts },
  {
    kind: 'request',
    named: /^(?:action|loader)$/,
    exported: true,
    path: /(?:^|\/)routes?\//,
    parameter: 0,
    parts: requestParts,
  },
  {
    kind: 'request',
    exported: true,
    path: /(?:^|\/)(?:pages\/api|api|netlify\/functions|functions)\//,
    parameter: 0,
    parts: requestParts,
  },
  { kind: 'request', key: /^fetch$/, exported: true, parameter: 0, parts: requestParts },
  {
    kind: 'request',
    named: /^(?:onRequest|onRequestPost|onRequestGet|handler|lambda_handler|handle_request)$/,
    parameter: 0,
    parts: new RegExp(`${eventParts.source}|${requestParts.source}`),
  },
  // Flask, Bottle, Sanic, Quart and their like: what the path holds. The rest of a request is a global there.
  {
    kind: 'request',
    decorator: /\.(?:route|get|post|put|patch|delete|websocket|api_route)$/,
    requires: /^(?:flask|bottle|quart)/,
    parameter: /^(?!self$|cls$)/,
  },
  {
    kind: 'request',
    decorator: /\.(?:get|post|put|patch|delete|api_route|websocket|websocket_route|route)$/,
    requires: /^(?:fastapi|starlette|litestar|sanic|robyn|ninja)/,
    parameter:
      /^(?!self$|cls$|request$|req$|websocket$|ws$|db$|session$|background_tasks$|response$|settings$|current_user$|user$)/,
  },
  {
    kind: 'request',
    decorator: /\.(?:get|post|put|patch|delete|api_route|websocket|websocket_route|route)$/,
    parameter: /^(?:request|req|websocket|ws)$/,
    parts: pythonRequestParts,
  },
  // Django and its REST framework, aiohttp, Starlette: views by their first parameter.
  {
    kind: 'request',
    requires:
      /^(?:django|rest_framework|ninja|aiohttp|starlette|fastapi|tornado|falcon|azure\.functions|functions_framework|modal|sanic)/,
    parameter: /^(?:request|req)$/,
    parts: pythonRequestParts,
  },
  {
    kind: 'request',
    requires: /^gradio/,
    callee: /(?:Interface|ChatInterface|click|submit|change|then|api)$/,
    parameter: 0,
  },
  // Chats, sockets, queues.
  {
    kind: 'message',
    requires: chat,
    callee: /\.(?:on|once|message|event|command|action|hears|start|use|onText|shortcut|view|addEventListener)$/,
    parameter: 0,
    parts: messageParts,
  },
  { kind: 'message', requires: chat, callee: /\.(?:onText|on)$/, first: /./, parameter: 0, parts: messageParts },
  {
    kind: 'message',
    requires: chat,
    named: /^on_(?:message|text|command|callback)\w*$/,
    parameter: 0,
    parts: messageParts,
  },
  {
    kind: 'message',
    requires: chat,
    decorator: /\.(?:event|message|command|hybrid_command|slash_command|action|on_message|message_handler|handler)$/,
    parameter: /^(?:event|message|msg|body|command|payload|text|prompt|question|query|content|arg|args|update)$/,
  },
  { kind: 'message', requires: /^(?:telegram|aiogram)/, parameter: /^update$/, parts: messageParts },
  {
    kind: 'message',
    requires: socket,
    callee: /\.(?:on|once|addEventListener)$/,
    first: /^(?!close|error|open|connection|connect|disconnect|listening|ping|pong|upgrade)/,
    parameter: 0,
  },
  {
    kind: 'message',
    requires:
      /^(?:bullmq|bull|bee-queue|amqplib|kafkajs|pg-boss|inngest|@aws-sdk\/client-sqs|@google-cloud\/pubsub|graphile-worker|@trigger\.dev|sqs-consumer)/,
    callee: /(?:Worker|process|consume|run|work|createFunction|on|eachMessage|create|task)$/,
    parameter: 0,
    parts: messageParts,
  },
  {
    kind: 'message',
    decorator: /\.task$|(?:^|\.)shared_task$|\.actor$|(?:^|\.)job$/,
    requires: /^(?:celery|dramatiq|rq|huey|arq|taskiq)/,
    parameter: /^(?!self$|cls$)/,
  },
  // Tools: what Claude, or another model, calls them with.
  {
    kind: 'toolInput',
    requires: toolLibraries,
    callee:
      /(?:^|[.#])(?:tool|registerTool|betaZodTool|betaTool|addTool|DynamicTool|DynamicStructuredTool|FunctionTool\.from|createTool|createSdkMcpServer|defineTool|StructuredTool\.from_function|setRequestHandler)$/,
    parameter: 0,
  },
  { kind: 'toolInput', requires: toolLibraries, key: /^(?:execute|run|func|handler)$/, callee: /./, parameter: 0 },
  {
    kind: 'toolInput',
    requires: toolLibraries,
    decorator: /(?:^|\.)(?:tool|beta_tool|beta_async_tool|tool_plain|call_tool|function_tool|mcp_tool)$/,
    parameter: /^(?!self$|cls$|ctx$|context$)/,
  },
  // Tools that are classes: computer use, LangChain, CrewAI, LlamaIndex.
  {
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

/** A parameter that brings no text of others: a framework fills it in, or its type allows of none. */
export function harmlessParameter({ annotation, value }: Binding, flow: Flow): boolean {
  if (annotation && (harmlessType.test(annotation) || injectedType.test(annotation))) return true;
  return injectedDefault.test((value && flow.name(value)) ?? '');
}
