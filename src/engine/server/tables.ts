/**
 * What servers are made of, as data: applications and routers, how things are put before a handler, and the words by which
 * middleware of all libraries tells what it does. Handlers by framework are in `taint/handler-table.ts`. Sources: the
 * libraries' own documentation, read in November 2026.
 */
import type { Concern } from './types';

/** Calls that make an application, by name as `Flow.name` gives them. */
export const applications =
  /^(?:express#(?:default|\*)|fastify#(?:\*\.?)?(?:default|fastify|Fastify|\*)|hono#(?:\w+\.)?Hono|hono\/\w+#Hono|@hono\/zod-openapi#OpenAPIHono|koa#(?:default|\*)|polka#(?:default|\*)|restify#(?:default\.|\*\.?)?createServer|elysia#Elysia|fastapi\.FastAPI|flask\.Flask|quart\.Quart|sanic\.Sanic|starlette\.applications\.Starlette|bottle\.Bottle|aiohttp\.web\.Application|litestar\.Litestar|robyn\.Robyn|itty-router#AutoRouter)$/;
/** Calls that make what an application mounts. */
export const routers =
  /^(?:express#(?:(?:default|\*)\.?)?Router|express-promise-router#(?:default|\*)|@koa\/router#(?:\w+|\*)|koa-router#(?:\w+|\*)|find-my-way#.*|(?:fastapi\.(?:routing\.)?APIRouter)|(?:flask|quart|sanic)\.Blueprint|flask\.blueprints\.Blueprint|aiohttp\.web\.RouteTableDef|ninja\.Router|h3#createRouter|itty-router#(?:Router|IttyRouter))$/;
/** Applications of which some are mounted on others. */
export const nestable = /^(?:@hono|hono|elysia)/;

/** Methods that register a handler. */
export const registering =
  /^(?:get|post|put|patch|delete|del|all|any|route|options|api_route|websocket|add_url_rule|add_api_route|add_route)$/;
/** Methods that put something before handlers, or mount what has handlers. */
export const installing =
  /^(?:use|register|all|addHook|add_middleware|register_middleware|middleware|mount|route|routes|include_router|register_blueprint|blueprint|before_request|before_app_request|guard|plugin|onBeforeHandle|onRequest|derive|resolve|decorate)$/;
/** Decorators of a function that runs before handlers. */
export const beforeHandlers =
  /^(?:middleware|before_request|before_app_request|before_serving|before_websocket|on_request|hook)$/;
/** Keywords of an application or router under which such things stand. */
export const layerKeywords = /^(?:dependencies|middlewares?|before_request|guards|route_class)$/;

/** How the handlers of a row of `handlerSources` are put into a server. */
export type Standing = 'router' | 'decorated' | 'file' | 'entry' | 'gateway';
export const standings: Readonly<Record<string, Standing>> = {
  routers: 'router',
  Fastify: 'router',
  'Express controllers': 'router',
  'types of requests': 'router',
  'Flask paths': 'decorated',
  FastAPI: 'decorated',
  'decorated routes': 'decorated',
  'route handlers': 'file',
  'API routes': 'file',
  Remix: 'file',
  'SvelteKit actions': 'file',
  servers: 'entry',
  Cloudflare: 'entry',
  'cloud functions': 'gateway',
  Lambda: 'gateway',
};

/** Events of queues, buckets and tables come as records; nobody has sent a request. */
export const queueRecords = /\bRecords\b/;

/** Words by which code tells that it does this: names of libraries, of functions, and of what they read. */
export const words: Readonly<Record<Concern, RegExp>> = {
  authentication: new RegExp(
    [
      'auth(?!or(?!i))',
      '(?:get|use|validate|verify|check|require|server|iron|cookie|express|with)_?-?session\\b',
      '\\breq(?:uest)?\\.(?:session|user\\w*|account|tenant|member|uid|auth)\\b',
      '\\bsession\\??\\.(?:user|get|data|email|id)|\\bsession\\[',
      '\\b(?:g|locals|state|ctx|context|c|event)\\.(?:locals\\.)?user\\b',
      '\\bget\\([\'"](?:user(?!_?(?:message|input|prompt|query|question|text|content))\\w*|session)[\'"]\\)',
      'jwt|jose\\b|passport|clerk|kinde|lucia|firebase-admin|supertokens|workos|descope|stytch',
      'log_?in|logged_?in|sign_?in|signed_?in|permission|forbidden|permitted|allowlist|whitelist|\\bacl\\b|\\brbac\\b',
      'is_anonymous|scope\\[[\'"]user|current_?user|get_?user\\b|user_?from|require_?(?:user|role|key|token|plan|admin)|is_?admin|ensure_?user',
      '(?:verify|check|validate|require|valid|compare|expected|internal|service|shared|master|admin|gateway|proxy|client|server_api|app|access|site)_?(?:api_?)?(?:key|token|secret|password|signature|credential|license)s?\\b',
      '(?:headers?|cookies|query|body|params|header|args)\\b[^\\n;]{0,40}\\b(?:x[-_])?\\w*[-_]?(?:key|token|secret|password|passcode|passphrase|signature)\\b',
      '\\{[^{}]*\\b\\w*(?:api_?key|token|secret|password|passcode|accessCode)\\b[^{}]*\\}\\s*=\\s*(?:await\\s+)?(?:req|request|c|ctx|body|event)\\b',
      'timing_?safe|compare_digest|hmac|csrf|captcha|turnstile|app_?check|\\b40[13]\\b|HTTP_40[13]|bearer|protect(?:ed)?\\b|(?<!throttl(?:e|er)_?|rate_?limit(?:er)?_?|limiter_?|quota_?)guard\\b',
      'invite|subscri(?:ption|ber)|entitle|stripe|paywall|x402|basicAuth|htpasswd',
    ].join('|'),
    'i',
  ),
  // A query’s `.limit(5)` is none.
  limit:
    /rate.?limit|limiter\b|slowapi|\blimits?\((?!\s*\d+\s*\))|\.limit\b(?!\()|throttl|slow.?down|quota|too.?many|\b429\b|cool.?down|(?:daily|usage|request|message|monthly|free|token|cost|spend)_?s?_?(?:limit|cap|count|budget|quota|allowance)|credits?\b|arcjet|budget|semaphore|bottleneck|remaining/i,
  recording:
    /usage|log(?:ger|ging)?\b|\.(?:info|debug|warn|error|log)\(|record|track|metric|telemetry|trace|span|langfuse|helicone|langsmith|sentry|posthog|datadog|opentelemetry|braintrust|observe|capture|wandb|mlflow/i,
  // Of what kind a text is, or how long: a test that it is there says neither.
  validation: new RegExp(
    [
      'typeof\\b|instanceof\\b|isinstance\\(|isArray\\(|\\bis_?[sS]tring\\b|\\bString\\(|\\bstr\\(',
      '(?<!re)validat|schema|(?<!purify\\.)sanitiz|\\bajv\\b|\\bzod|\\bjoi\\b|\\byup\\b|valibot|celebrate|pydantic|basemodel|marshmallow|serializer|is_?valid\\b|(?:assert|ensure|check)_?(?:valid|input|body|prompt|message)',
      '(?<!json|path|url|qs|date|querystring|dom|form)\\.(?:safe_?)?parse(?:_?async)?\\(',
      '\\.(?:slice|substring|substr)\\(\\s*0|\\[\\s*:\\s*[\\w-]+\\s*\\]|truncat|\\bclip\\w*\\(|shorten',
      '(?:length|len\\([^()]*\\)|size)\\s*[<>]=?\\s*(?:[a-z_$]|\\d[\\d_]+)|(?<!\\b[a-z]\\s*)[<>]=?\\s*(?:[\\w.?]+\\.(?:length|size)|len\\()',
      'max_?(?:len|char|size|input|prompt|message|content|body|word)|too_?\\s?(?:long|large|big)|\\b413\\b|(?:char|length|input|size|word)\\w*_?limit|limit\\w*:\\s*[\'"]\\d+\\s*kb|count_?tokens|trim_messages|content-?_?length',
      // Of a file: how large, and of what kind it says that it is.
      'file_?size|file_?filter|allowed_?(?:file|ext|mime|type)|file_?name\\??(?:\\.to_?lower(?:case)?\\(\\)|\\.lower\\(\\))?\\.ends_?with\\(',
      '\\.(?:mime_?type|content_?type)\\b(?:\\s*(?:[!=]=|(?:not\\s+)?in\\b)|\\??\\.(?:starts_?with|includes|match))|(?:includes|has|test)\\([^()\\n]*\\.(?:mime_?type|content_?type)\\b',
      '\\.type\\s*[!=]==?\\s*[\'"](?:application|text|image)/',
    ].join('|'),
    'i',
  ),
  verification:
    /webhooks?\??\.unwrap|standard_?webhooks|svix|hmac\b|createHmac|timing_?safe|compare_digest|\.verify(?:Async)?\(|\w*verif\w*(?:signature|webhook|request|event|payload)\w*|(?:signature|webhook)\w*verif\w*|subtle\.(?:verify|sign|importKey)|webhook-signature|whsec_/i,
  // The types that only Anthropic's events have, and of these not those that a stream of a session has too. Source: its SDKs of November 2026.
  events:
    /['"`](?:session\.(?:idled|running|pending|requires_action|budget_reached|outcome_evaluation_ended|status_(?:idled|run_started)|thread_(?:idled|terminated))|deployment_run\.(?:failed|started|succeeded)|vault_credential\.\w+|memory_store\.(?:created|archived|deleted)|agent\.archived)['"`]|\b(?:UnwrapWebhookEvent|BetaWebhookEvent\w*|Beta\w*WebhookEvent\w*)\b/,
};

/** Limiters that decorators use, and that an application is told of; unless they are given limits for every route. */
export const byDecorator = /^(?:flask_limiter|quart_rate_limiter)\.\w*Limiter(\(\)\.init_app)?$/;
export const defaultLimits = /^(?:default|application|meta)_limits$|^default_limits?_/;

/** Modules of the same project, as they are named where they cannot be resolved. */
export const ownModule =
  /^(?:\.|@\/|~|#|\$lib|src(?:[./]|$)|(?:app|core|api|lib|utils|server|backend|services|auth|deps|dependencies|middlewares?|config|routers?|routes|decorators|helpers|security|common)(?:[./]|$))/;

export const anyOrigin =
  /allow[-_]?origins?\w*['"]?\s*(?:=>|[\]:,=(]+)\s*\[?\s*(?:['"]\*['"]|\*['"])|\bAllowAnyOrigin\(|\borigins?['"]?\s*[:=]\s*\[?\s*(?:['"]\*['"]|true\b)/i;
/** Libraries that allow every origin unless they are told otherwise. */
export const openByDefault = /^(?:cors|@fastify\/cors|hono\/cors|@koa\/cors|flask_cors|@elysiajs\/cors)\b/;

export const loopback = /^(?:127(?:\.\d+){3}|localhost|::1|\[::1\])(?::\d+)?$/;
/** Calls that make a server listen; those that listen to their own machine unless they are told otherwise. */
export const listening = /(?:^|[.#])(?:listen|serve|run|run_app|run_simple|make_server|Server|WSGIServer|runserver)$/;
export const localByDefault =
  /^(?:uvicorn\.run|(?:flask\.Flask|quart\.Quart|bottle\.Bottle)\(\)\.run|bottle\.run|fastify#.*\.listen)$/;
/** What runs on its user's own machine. */
export const desktop = /^(?:electron|@tauri-apps\/|vscode$|obsidian$|webview$|tkinter$|PyQt\d|PySide\d)/;

/** Functions before which their platform checks a token, unless its configuration says otherwise. */
export const gatewayFolder = /(?:^|\/)(?:supabase|amplify)\/functions?\//;
/** Functions that their platform serves to everybody. */
export const publicFolder = /(?:^|\/)netlify\/functions\//;
/** Cloudflare Pages calls what a module under `functions` exports under such a name. */
export const pagesFolder = /(?:^|\/)functions\//;
export const pagesHandler = /^onRequest(?:Get|Post|Put|Patch|Delete)?$/;
/** A command that serves a module to its own machine: `uvicorn app:app --reload`. */
export const localCommand = /\b(?:uvicorn|hypercorn)\s+[\w.]+:\w+(?![^\n]*--host)/;

/** How an application says what becomes of its handlers' errors. */
export const errorHandling =
  /express-async-errors|setErrorHandler|useGlobalFilters|APP_FILTER|UseFilters|errorFormatter|\.onError\(|exception_handlers?\b|errorhandler\(|\(\s*_?(?:err|error|e|ex|exc)\b[^()]*,\s*\w+[^(),]*,\s*\w+[^(),]*,\s*\w+[^(),]*\)/;
/** What frameworks answer with where it is thrown: Remix, SvelteKit, Hono, NestJS, Nuxt, tRPC, Convex. */
export const thrownAnswers =
  /\bthrow\s+(?:new\s+)?(?:\w+\.)*(?:Response|json|redirect|error|createError|TRPCError|ConvexError|HttpError|httpErrors|Boom|boom|\w*H(?:TTP|ttp)(?:Exception|Error)|(?:InternalServerError|ServiceUnavailable|BadGateway|BadRequest|GatewayTimeout)Exception)(?:\.\w+)?\(/g;
/** Wrappers of handlers that settle their errors, by their name as it is written. */
export const catchingWrapper =
  /^(?:async|catch|wrap|try|safe|handle|with_?error|error)|(?:async_?handler|catch|errors?)$/i;

/** A framework's own file that runs before handlers, from the root of its application. */
export const frameworkFiles = [
  '_middleware',
  'middleware',
  'src/middleware',
  'proxy',
  'src/proxy',
  'src/hooks.server',
  'hooks.server',
];
