/**
 * The libraries through which code reaches Claude, as data. Names are as `Flow.name` gives them. Sources: the published
 * packages' own types and documentation (Anthropic's SDKs, Agent SDK, Vercel AI SDK, LangChain, LlamaIndex, LiteLLM,
 * PydanticAI, Instructor), read in November 2026.
 */
import type { ClientKind } from './claude';

/** Option names of one library, by what they mean. Paths with a dot lead into nested options. */
export interface OptionNames {
  apiKey?: readonly string[];
  authToken?: readonly string[];
  baseUrl?: readonly string[];
  headers?: readonly string[];
  allowBrowser?: readonly string[];
  transport?: readonly string[];
  mcpServers?: readonly string[];
}

export interface ClientLibrary {
  library: string;
  kind: ClientKind;
  /** Qualified names of constructors and factories. */
  names: readonly string[];
  options: OptionNames;
  /** Position of the options object; Python's keywords have none. */
  optionsAt?: number;
  /** Path of the options inside that object (`query({prompt, options})`). */
  optionsUnder?: string;
  /** Only with a Claude model under this keyword or at this position (libraries that serve many vendors). */
  model?: { keyword: string; position?: number };
  /** Only with a base URL at Anthropic (clients of OpenAI's API, which Claude's speaks as well). */
  endpoint?: true;
}

const javascriptOptions: OptionNames = {
  apiKey: ['apiKey'],
  authToken: ['authToken'],
  baseUrl: ['baseURL'],
  headers: ['defaultHeaders'],
  allowBrowser: ['dangerouslyAllowBrowser'],
  transport: ['fetchOptions', 'httpAgent', 'fetch'],
};
const pythonOptions: OptionNames = {
  apiKey: ['api_key'],
  authToken: ['auth_token'],
  baseUrl: ['base_url'],
  headers: ['default_headers'],
  transport: ['http_client'],
};

const javascriptSdk = (
  library: string,
  kind: ClientKind,
  exports: readonly string[],
  apiKey = ['apiKey'],
): ClientLibrary => ({
  library,
  kind,
  names: ['*', 'default', ...exports]
    .flatMap((name) => [`${library}#${name}`, `${library}#default.${name}`])
    .flatMap((name) => [name, `${name}().withOptions`]),
  options: { ...javascriptOptions, apiKey },
  optionsAt: 0,
});

const pythonSdk = (kind: ClientKind, classes: readonly string[], apiKey = ['api_key']): ClientLibrary => ({
  library: 'anthropic',
  kind,
  names: classes
    .flatMap((name) => [`anthropic.${name}`, `anthropic.Async${name}`])
    .flatMap((name) => [name, `${name}().with_options`, `${name}().copy`]),
  options: { ...pythonOptions, apiKey },
});

const python = (
  library: string,
  kind: ClientKind,
  names: readonly string[],
  options: OptionNames,
  model?: ClientLibrary['model'],
): ClientLibrary => ({ library, kind, names, options, ...(model ? { model } : {}) });

const langchain: OptionNames = {
  apiKey: ['anthropic_api_key', 'api_key'],
  baseUrl: ['anthropic_api_url', 'base_url'],
  headers: ['default_headers'],
  transport: ['http_client'],
};
const litellm: OptionNames = {
  apiKey: ['api_key'],
  baseUrl: ['api_base', 'base_url'],
  headers: ['extra_headers', 'headers'],
};

export const clientLibraries: readonly ClientLibrary[] = [
  javascriptSdk('@anthropic-ai/sdk', 'anthropic', ['Anthropic', 'BaseAnthropic', 'Client']),
  javascriptSdk(
    '@anthropic-ai/bedrock-sdk',
    'bedrock',
    ['AnthropicBedrock', 'AnthropicBedrockMantle'],
    ['apiKey', 'awsSecretKey'],
  ),
  javascriptSdk('@anthropic-ai/vertex-sdk', 'vertex', ['AnthropicVertex'], ['accessToken']),
  javascriptSdk('@anthropic-ai/foundry-sdk', 'foundry', ['AnthropicFoundry']),
  javascriptSdk('@anthropic-ai/aws-sdk', 'aws', ['AnthropicAws'], ['apiKey', 'awsSecretAccessKey']),
  {
    library: '@ai-sdk/anthropic',
    kind: 'wrapper',
    names: ['@ai-sdk/anthropic#createAnthropic'],
    options: {
      apiKey: ['apiKey'],
      authToken: ['authToken'],
      baseUrl: ['baseURL'],
      headers: ['headers'],
      transport: ['fetch'],
    },
    optionsAt: 0,
  },
  {
    library: '@langchain/anthropic',
    kind: 'wrapper',
    names: [
      '@langchain/anthropic#ChatAnthropic',
      '@langchain/anthropic#ChatAnthropicMessages',
      'langchain/chat_models/anthropic#ChatAnthropic',
    ],
    options: {
      apiKey: ['apiKey', 'anthropicApiKey'],
      baseUrl: ['anthropicApiUrl', 'clientOptions.baseURL'],
      headers: ['clientOptions.defaultHeaders'],
      transport: ['clientOptions.fetchOptions', 'clientOptions.httpAgent'],
    },
    optionsAt: 0,
  },
  {
    library: 'llamaindex',
    kind: 'wrapper',
    names: ['llamaindex#Anthropic', '@llamaindex/anthropic#Anthropic', '@llamaindex/anthropic#anthropic'],
    options: { apiKey: ['apiKey'], baseUrl: ['baseURL'] },
    optionsAt: 0,
  },
  {
    library: '@anthropic-ai/claude-agent-sdk',
    kind: 'agent',
    names: ['@anthropic-ai/claude-agent-sdk#query', '@anthropic-ai/claude-code#query'],
    options: {
      apiKey: ['env.ANTHROPIC_API_KEY'],
      authToken: ['env.ANTHROPIC_AUTH_TOKEN'],
      baseUrl: ['env.ANTHROPIC_BASE_URL'],
      mcpServers: ['mcpServers'],
    },
    optionsAt: 0,
    optionsUnder: 'options',
  },
  {
    library: 'openai',
    kind: 'wrapper',
    names: ['openai#default', 'openai#OpenAI', 'openai#*', 'openai#*.OpenAI', 'openai#default.OpenAI'],
    options: javascriptOptions,
    optionsAt: 0,
    endpoint: true,
  },
  pythonSdk('anthropic', ['Anthropic', 'Client']),
  pythonSdk('bedrock', ['AnthropicBedrock', 'AnthropicBedrockMantle'], ['api_key', 'aws_secret_key']),
  pythonSdk('vertex', ['AnthropicVertex'], ['access_token']),
  pythonSdk('foundry', ['AnthropicFoundry']),
  pythonSdk('aws', ['AnthropicAWS'], ['api_key', 'aws_secret_access_key']),
  python(
    'langchain_anthropic',
    'wrapper',
    [
      'langchain_anthropic.ChatAnthropic',
      'langchain_anthropic.chat_models.ChatAnthropic',
      'langchain_anthropic.AnthropicLLM',
      'langchain.chat_models.ChatAnthropic',
      'langchain_community.chat_models.ChatAnthropic',
    ],
    langchain,
  ),
  python(
    'llama_index',
    'wrapper',
    ['llama_index.llms.anthropic.Anthropic', 'llama_index.llms.Anthropic'],
    pythonOptions,
  ),
  python('langchain', 'wrapper', ['langchain.chat_models.init_chat_model'], langchain, {
    keyword: 'model',
    position: 0,
  }),
  python('strands', 'wrapper', ['strands.models.anthropic.AnthropicModel'], {
    apiKey: ['client_args.api_key'],
    authToken: ['client_args.auth_token'],
    baseUrl: ['client_args.base_url'],
    headers: ['client_args.default_headers'],
    transport: ['client_args.http_client'],
  }),
  python('agno', 'wrapper', ['agno.models.anthropic.Claude'], pythonOptions),
  python('autogen', 'wrapper', ['autogen_ext.models.anthropic.AnthropicChatCompletionClient'], pythonOptions),
  python('pydantic_ai', 'wrapper', ['pydantic_ai.providers.anthropic.AnthropicProvider'], pythonOptions),
  python(
    'litellm',
    'wrapper',
    ['litellm.completion', 'litellm.acompletion', 'litellm.text_completion', 'litellm.anthropic_messages'],
    litellm,
    { keyword: 'model', position: 0 },
  ),
  python('instructor', 'wrapper', ['instructor.from_provider'], pythonOptions, { keyword: 'model', position: 0 }),
  python(
    'crewai',
    'wrapper',
    ['crewai.LLM', 'crewai.llm.LLM'],
    { apiKey: ['api_key'], baseUrl: ['base_url', 'api_base'] },
    { keyword: 'model', position: 0 },
  ),
  python(
    'dspy',
    'wrapper',
    ['dspy.LM'],
    { apiKey: ['api_key'], baseUrl: ['api_base'] },
    { keyword: 'model', position: 0 },
  ),
  python(
    'claude_agent_sdk',
    'agent',
    [
      'claude_agent_sdk.ClaudeAgentOptions',
      'claude_agent_sdk.types.ClaudeAgentOptions',
      'claude_code_sdk.ClaudeCodeOptions',
      'claude_code_sdk.types.ClaudeCodeOptions',
    ],
    {
      apiKey: ['env.ANTHROPIC_API_KEY'],
      authToken: ['env.ANTHROPIC_AUTH_TOKEN'],
      baseUrl: ['env.ANTHROPIC_BASE_URL'],
      mcpServers: ['mcp_servers'],
    },
  ),
  { ...python('openai', 'wrapper', ['openai.OpenAI', 'openai.AsyncOpenAI'], pythonOptions), endpoint: true },
];

/** Models of other vendors, with their vendor's name in front, as gateways write it, or without. */
export const otherModel =
  /^(?:openai|deepseek|google|meta-llama|mistralai|moonshotai|qwen|x-ai|z-ai|cohere|minimax)\/|^(?:gpt|deepseek|gemini|llama|mistral|qwen|grok|kimi|glm)-/i;

/** A model of Claude's, in any vendor's spelling: `claude-…`, `anthropic/claude…`, `bedrock/anthropic.claude…`. */
export const claudeModel = /(?:^|[/.:])(?:anthropic[/:.]|claude)/i;

/** Modules whose import makes a file one that has to do with Claude. */
export const claudeModule =
  /^(?:npm:)?@anthropic-ai\/|^@ai-sdk\/anthropic|^@langchain\/anthropic|^@llamaindex\/anthropic|^anthropic(?:$|[.#])|^langchain_anthropic|^llama_index\.llms\.anthropic|^claude_agent_sdk|^claude_code_sdk|^(?:pydantic_ai|strands|agno)\.(?:models|providers)\.anthropic|^autogen_ext\.models\.anthropic|^@modelcontextprotocol\/|^(?:fast)?mcp(?:$|\.)|\/\/esm\.sh\/@anthropic-ai\//;

/** Functions that send HTTP: name -> where its URL and options stand. */
export interface HttpFunction {
  /** Matches the whole qualified name. */
  name: RegExp;
  url?: number;
  urlKeyword?: string;
  /** JavaScript: position of the options object. Python: the call's keywords are the options. */
  options?: number;
  /** The options object may stand first and hold the URL (`axios({url})`). */
  optionsFirst?: string;
}

export const httpFunctions: readonly HttpFunction[] = [
  {
    name: /^(?:(?:window|globalThis|self)\.)?fetch$|^(?:node-fetch|cross-fetch|undici|isomorphic-fetch|expo\/fetch|@tauri-apps\/(?:plugin|api\/)-?http)#(?:default|fetch|\*|request)$/,
    url: 0,
    options: 1,
  },
  {
    name: /^(?:ofetch#(?:ofetch|\$fetch)|\$fetch|ky#default(?:\.(?:post|get|put))?|got#default(?:\.(?:post|get|put|stream))?|got#\*(?:\.(?:post|get))?|got#(?:got|post|get)|needle#.*|superagent#.*\.(?:post|get))$/,
    url: 0,
    options: 1,
  },
  {
    name: /^axios#(?:default|\*)(?:\.create\(\))?(?:\.(?:post|put|patch))$|^axios#(?:post|put|patch)$|^axios\.(?:post|put|patch)$/,
    url: 0,
    options: 2,
  },
  { name: /^axios#(?:default|\*)(?:\.create\(\))?\.(?:get|delete|head)$|^axios#get$|^axios\.get$/, url: 0, options: 1 },
  {
    name: /^axios#(?:default|\*)(?:\.create|\.create\(\)|\.request)?$|^axios(?:\.create|\.request)?$|^axios#(?:create|request)$/,
    url: 0,
    options: 0,
    optionsFirst: 'url',
  },
  {
    name: /^(?:node:)?https?#(?:\*\.|default\.)?(?:request|get)$|^(?:node:)?https?#\*\.?(?:request|get)$/,
    url: 0,
    options: 1,
    optionsFirst: 'hostname',
  },
  {
    name: /^got#(?:default|got|\*)\.extend$|^ky#default\.(?:create|extend)$|^ofetch#(?:ofetch|\$fetch)\.create$/,
    url: 0,
    options: 0,
    optionsFirst: 'prefixUrl',
  },
  {
    name: /^(?:requests|httpx|httpx2|curl_cffi\.requests|niquests)(?:\.(?:Session|session|Client|AsyncClient)\(\))?\.(?:post|get|put|patch|delete|stream)$/,
    url: 0,
    urlKeyword: 'url',
  },
  {
    name: /^(?:requests|httpx|httpx2)(?:\.(?:Session|session|Client|AsyncClient)\(\))?\.request$/,
    url: 1,
    urlKeyword: 'url',
  },
  { name: /^aiohttp\.(?:ClientSession\(\)\.(?:post|get|put|request)|request)$/, url: 0, urlKeyword: 'url' },
  { name: /^urllib\.request\.(?:Request|urlopen)$/, url: 0, urlKeyword: 'url' },
  { name: /^(?:httpx|httpx2)\.(?:Async)?Client$/, urlKeyword: 'base_url' },
  { name: /^http\.client\.HTTPS?Connection$/, url: 0, urlKeyword: 'host' },
];

/** Node's own client: it is given a body behind the call, and its answer comes to a function that it is given. */
export const nodeRequest = /^(?:node:)?https?#(?:\*\.?|default\.)?(?:request|get)$/;

/** Methods of an SDK's client that send a request. */
export const requestMethods =
  /\(\)\.(?:with_raw_response\.|withResponse\.)?((?:beta\.)?(?:messages(?:\.batches)?|completions)\.(?:create|stream|parse|countTokens|count_tokens|toolRunner|tool_runner)|invoke|stream|ainvoke|astream|complete|chat)$/;

/** Where Claude's first-party API is. */
export const claudeEndpoint =
  /^(?:https?|wss?):\/\/(?:[a-z0-9-]+\.)*(?:anthropic\.com|claude\.ai|claude\.com)(?=[/:?#]|$)/i;
/** Headers that only a request to Claude carries. */
export const claudeHeader = /^(?:anthropic-(?:version|beta|dangerous-direct-browser-access)|x-api-key)$/i;
/** Calls that run the function that they are given in a thread, with the arguments that they are given behind it. */
export const runsInThread =
  /^(?:asyncio\.to_thread|anyio\.to_thread\.run_sync|(?:starlette|fastapi)\.concurrency\.run_in_threadpool)$/;
