/**
 * Handlers that are no method of a router and no file of a framework's, as data: how controllers, procedures, views and
 * sockets are put into a server. Names are as `Flow.name` gives them. Sources: the frameworks' own documentation, read in
 * November 2026.
 */

/** NestJS: decorators of a method that serves a route, and what its modules import. */
export const controllerRoute = /^@nestjs\/common#(?:\*\.)?(?:Get|Post|Put|Patch|Delete|All|Options|Head|Sse)$/;
export const nestPackage = '@nestjs/';
/** What only describes. */
export const describing = /^@nestjs\/(?:swagger|graphql)#|^@nestjs\/common#(?:\*\.)?(?:Controller|HttpCode|Header)$/;
/** Methods of an application, or of a module's consumer, that put something before all routes. */
export const nestGlobals = /^(?:useGlobal(?:Guards|Pipes|Interceptors)|apply|use|enableCors|register)$/;
export const nestModule = /^@nestjs\/common#(?:\*\.)?Module$/;
/** Under which a module provides what is in force on all routes. */
export const nestTokens = /^@nestjs\/core#(?:\*\.)?APP_(?:GUARD|PIPE|INTERCEPTOR)$/;
export const nestFactory = /\bNestFactory\b/;

/** tRPC: the end of a chain that makes a procedure, and the chain's links that run before it. */
export const procedureEnd = /^(?:mutation|query|subscription)$/;
export const procedureLink = /^(?:use|input|concat|unstable_pipe|meta)$/;

/** Calls that give a path to a function or class, in lists of routes. */
export const routeCalls =
  /^(?:django\.urls\.(?:path|re_path)|django\.conf\.urls\.(?:url|re_path)|starlette\.routing\.(?:WebSocket)?Route|aiohttp\.web\.(?:get|post|put|patch|delete|route|view)|aiohttp\.web\.Application\(\)\.router\.add_\w+|rest_framework\.routers\.\w*Router\(\)\.register)$/;
/** Decorators that make a function a view. */
export const viewDecorators = /^rest_framework\.decorators\.(?:api_view|action)$/;
/** Of a class. */
export const viewBases = /(?:^|[.#])(?:\w*View|\w*ViewSet|HTTPEndpoint|WebSocketEndpoint|\w*Websocket\w*|\w*Consumer)$/;
export const viewMethods =
  /^(?:get|post|put|patch|delete|list|create|retrieve|update|partial_update|form_valid|on_receive|receive|receive_json)$/;
/** Methods that run before a class's others, or say who may. */
export const gateMethods =
  /^(?:dispatch|initial|check_permissions|get_permissions|has_permission|test_func|connect|on_connect|get_throttles|prepare)$/;
/** Fields of a class that say who may, or how often. */
export const gateFields = /^(?:permission_classes|throttle_classes|throttle_scope|decorators|login_url)$/;
/** Decorators whose names say nothing of who may: what they are given does. */
export const namesOnly = /(?:^|\.)(?:permission_classes|api_view|action)$/;
/** What lets everybody in, or tells only who somebody is. */
export const lettingIn = /^(?:.*\.)?(?:csrf_exempt|authentication_classes|AllowAny)$/;
/** Where a project's script says what its settings are called. */
export const settingsName = /DJANGO_SETTINGS_MODULE['"]\s*,\s*['"]([\w.]+)['"]/;
/** Of the settings: lists of what is in force on every view. */
export const settingsLists: readonly (readonly [string, ...string[]])[] = [
  ['MIDDLEWARE'],
  ['REST_FRAMEWORK', 'DEFAULT_PERMISSION_CLASSES'],
  ['REST_FRAMEWORK', 'DEFAULT_THROTTLE_CLASSES'],
];
/** Of these, what the framework brings and what neither asks who somebody is nor limits. */
export const plainMiddleware =
  /^(?:django\.(?!.*LoginRequired)|corsheaders\.|whitenoise\.|debug_toolbar\.|.*\bAllowAny$)/;

/** Sockets: what imports their servers, what makes them, and the event under which somebody comes. */
export const socketModules = /^(?:ws|socket\.io|isomorphic-ws)$/;
export const socketServers =
  /^(?:ws#(?:\*\.|default\.)?(?:WebSocketServer|Server)|socket\.io#(?:default|\*)?\.?(?:Server)?)$/;
export const connected = /^connect(?:ion)?$/;
/** Events of a socket that no peer's text comes with. */
export const lifeEvents =
  /^(?:close|error|open|connection|connect|disconnect|disconnecting|listening|ping|pong|upgrade)$/;
/** Python's: what makes a server, and the decorators of its handlers. */
export const pythonSocketServers = /^(?:socketio\.(?:Async)?Server|flask_socketio\.SocketIO)$/;
export const pythonSocketDecorator =
  /^(?:socketio\.(?:Async)?Server\(\)|flask_socketio\.SocketIO\(\))\.(?:on|event|on_event)$/;
