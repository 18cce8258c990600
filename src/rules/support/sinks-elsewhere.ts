/**
 * Where Go, Java, C#, Ruby and PHP run text, show it or open what it names: calls, as data. Names are as `Flow.name` gives them:
 * `os/exec.Command`, `java.nio.file.Files.write`, `Process.Start`, `shell_exec`. What is imported with a whole package or
 * namespace is known by its own name alone. Sources: the languages' and libraries' own documentation, read in November 2026.
 */
import type { Call } from '../../engine/facts';
import type { Document } from '../../engine/types';
import type { CallSink } from './sinks';

type Table = Readonly<Record<string, readonly CallSink[]>>;

const code: Table = {
  go: [
    { name: /^github\.com\/(?:dop251\/goja|robertkrimen\/otto|traefik\/yaegi)[\w/.]*\(\)\.(?:RunString|Run|Eval)$/ },
  ],
  java: [
    {
      name: /(?:^|\.)(?:ScriptEngineManager\(\)\.getEngineByName\(\)|GroovyShell\(\)|SpelExpressionParser\(\))\.(?:eval|evaluate|parse|parseExpression)$/,
    },
  ],
  csharp: [{ name: /(?:^|\.)CSharpScript\.(?:EvaluateAsync|RunAsync|Create)$/ }],
  ruby: [{ name: /^(?:Kernel\.)?eval$|(?:^|\.)(?:instance_eval|class_eval|module_eval)$/ }],
  php: [{ name: /^(?:eval|assert|create_function)$/, all: true }, { name: /^include$/ }],
};

const command: Table = {
  ruby: [
    {
      name: /^(?:Kernel\.)?(?:`|system|exec|spawn)$|^IO\.popen$|^Open3\.(?:capture[23]e?|popen[23]e?|pipeline)$|^PTY\.spawn$/,
    },
  ],
  php: [{ name: /^(?:shell_exec|exec|system|passthru|popen|proc_open|pcntl_exec)$/ }],
};
/** Programs whose words are arguments of their own: a whole line for a shell stands behind its flag. */
const program: Table = {
  go: [{ name: /^os\/exec\.Command(?:Context)?$/, all: true }],
  java: [{ name: /^(?:java\.lang\.)?Runtime\.getRuntime\(\)\.exec$|^(?:java\.lang\.)?ProcessBuilder$/, all: true }],
  csharp: [{ name: /^(?:System\.Diagnostics\.)?(?:Process\.Start|ProcessStartInfo)$/, all: true }],
};

const html: Table = {
  go: [{ name: /^(?:html|text)\/template\.(?:HTML|JS|HTMLAttr)$/ }],
  csharp: [{ name: /^(?:Microsoft\.\w+(?:\.\w+)*\.)?(?:HtmlString|MarkupString)$|^(?:\w+\.)?Html\.Raw$/ }],
  ruby: [{ name: /^raw$/ }],
};

const sql: Table = {
  go: [
    {
      name: /\.(?:Query|QueryRow|Exec|Queryx|Raw|MustExec)$/,
      requires: /^(?:database\/sql|github\.com\/(?:jmoiron\/sqlx|jackc\/pgx|mattn\/go-sqlite3)|gorm\.io\/gorm)/,
    },
    {
      name: /\.(?:QueryContext|QueryRowContext|ExecContext)$/,
      requires: /^(?:database\/sql|github\.com\/jmoiron\/sqlx)/,
      position: 1,
    },
  ],
  java: [
    {
      name: /\.(?:execute|executeQuery|executeUpdate|query|queryForObject|queryForList|update|prepareStatement|createNativeQuery|createQuery)$/,
      requires:
        /^(?:java\.sql|javax\.sql|org\.springframework\.jdbc|jakarta\.persistence|javax\.persistence|org\.hibernate)/,
    },
  ],
  csharp: [
    { name: /(?:^|\.)(?:ExecuteSqlRaw(?:Async)?|FromSqlRaw|SqlQueryRaw)$/ },
    { name: /(?:^|\.)(?:SqlCommand|NpgsqlCommand|SqliteCommand|MySqlCommand)$/ },
    {
      name: /\.(?:Query|QueryAsync|QueryFirst(?:OrDefault)?(?:Async)?|Execute(?:Async)?|ExecuteScalar(?:Async)?)$/,
      requires: /^Dapper$/,
    },
  ],
  ruby: [
    {
      name: /(?:^|\.)(?:find_by_sql|exec_query|select_all|exec_params|execute)$/,
      object: /^(?:connection|db|conn|\w+_db|User|\w*Record)$/i,
    },
  ],
  php: [
    { name: /^(?:mysqli_query|pg_query|mysqli_multi_query)$/, all: true },
    {
      name: /(?:^|\.)(?:query|exec|multi_query|prepare)$/,
      object: /^(?:this\.)?(?:pdo|db|dbh|conn|connection|mysqli|database)$/i,
    },
    { name: /(?:^|[\\.])DB\.(?:raw|statement|select|unprepared|insert|update|delete)$/ },
  ],
};

const path: Table = {
  go: [
    {
      name: /^(?:os\.(?:WriteFile|ReadFile|Open|Create|OpenFile|Remove|RemoveAll|Rename|Mkdir|MkdirAll)|io\/ioutil\.(?:WriteFile|ReadFile))$/,
    },
    { name: /^net\/http\.ServeFile$/, position: 2 },
  ],
  java: [
    {
      name: /^(?:java\.nio\.file\.)?Files\.(?:write|writeString|readString|readAllBytes|readAllLines|delete|deleteIfExists|newBufferedWriter|newBufferedReader|newOutputStream|newInputStream|copy|move|createFile|createDirectories|lines)$/,
    },
    {
      name: /^(?:java\.io\.)?(?:FileWriter|FileReader|FileInputStream|FileOutputStream|RandomAccessFile|PrintWriter)$/,
    },
  ],
  csharp: [
    {
      name: /^(?:System\.IO\.)?(?:File\.(?:Write\w*|Read\w*|Append\w*|Open\w*|Create\w*|Delete|Copy|Move)|StreamWriter|StreamReader|FileStream|Directory\.(?:Delete|CreateDirectory))$/,
    },
  ],
  ruby: [
    {
      name: /^(?:File\.(?:write|read|open|new|delete|unlink|readlines|binwrite|binread|rename)|IO\.(?:read|write)|FileUtils\.(?:rm|rm_rf|rm_r|cp|mv|mkdir_p)|send_file)$/,
    },
  ],
  php: [
    {
      name: /^(?:file_put_contents|fopen|unlink|rename|copy|mkdir|rmdir|readfile|file|move_uploaded_file|touch)$/,
    },
  ],
};

const url: Table = {
  go: [
    { name: /^net\/http\.(?:Get|Post|Head|PostForm)$/ },
    { name: /^net\/http\.NewRequest$/, position: 1 },
    { name: /^net\/http\.NewRequestWithContext$/, position: 2 },
  ],
  java: [
    { name: /^(?:java\.net\.)?(?:URL|URI\.create)$/ },
    { name: /\.(?:getForObject|getForEntity)$/, requires: /^org\.springframework\.web/ },
  ],
  csharp: [{ name: /\.(?:GetAsync|GetStringAsync|GetByteArrayAsync|GetStreamAsync|PostAsync)$/ }],
  ruby: [
    {
      name: /^(?:URI\.open|Net::HTTP\.(?:get|get_response|post|post_form)|HTTParty\.(?:get|post)|Faraday\.(?:get|post))$/,
    },
  ],
  php: [{ name: /^(?:curl_init|get_headers|fsockopen)$/ }],
};

const object: Table = {
  java: [
    { name: /^(?:java\.io\.)?ObjectInputStream$|^(?:java\.beans\.)?XMLDecoder$|(?:^|\.)XStream\(\)\.fromXML$/ },
    { name: /^(?:org\.yaml\.snakeyaml\.)?Yaml\(\)\.(?:load|loadAs|loadAll)$/ },
  ],
  csharp: [
    { name: /(?:^|\.)(?:BinaryFormatter|NetDataContractSerializer|LosFormatter|SoapFormatter)\(\)\.Deserialize$/ },
  ],
  ruby: [
    { name: /^(?:Marshal\.(?:load|restore)|YAML\.(?:unsafe_load|load_stream)|Psych\.unsafe_load|Oj\.object_load)$/ },
    { name: /^ERB$/ },
  ],
  php: [{ name: /^unserialize$/ }],
};

const tables = { code, command, program, html, sql, path, url, object };

/** A document's rows for a use: those of its language, where that has some of its own. */
export function rowsFor(
  { format }: Document,
  use: keyof typeof tables,
  rows: readonly CallSink[] = [],
): readonly CallSink[] {
  return format.byTable ? (tables[use][format.id] ?? []) : rows;
}

/** How they answer a request: any argument of these calls. */
const answers: Readonly<Record<string, RegExp>> = {
  go: /^net\/http\.Error$|^fmt\.Fprint(?:f|ln)?$|^(?:w|rw|writer|c|ctx)\.(?:Write|WriteString|JSON|String|HTML|AbortWithStatusJSON|SendString)$|^\.(?:JSON|AbortWithStatusJSON|IndentedJSON|SendString)$/,
  java: /(?:^|\.)ResponseEntity\.(?:ok|badRequest|status|internalServerError|body)\b.*$|^(?:\.|.*\bResponse\.)(?:body|entity|sendError|ok)$|^ResponseEntity$/,
  csharp:
    /^(?:Results\.|TypedResults\.|this\.)?(?:StatusCode|BadRequest|Ok|Problem|Content|Json|NotFound|InternalServerError)$/,
  ruby: /^(?:render|halt|json|body|error!)$/,
  php: /^(?:echo|print|exit|die|wp_die|wp_send_json(?:_success|_error)?|rest_ensure_response)$|(?:^|[\\.])(?:JsonResponse|Response|json|withJson|abort)$|^response\(\)\.(?:json|make)$/,
};

/** What Go's handlers write to; `os.Stderr`, a buffer and a table are no response. */
const goResponse = /^(?:http\.)?ResponseWriter$|\.(?:Writer|ResponseWriter|Response(?:\(\))?)$/;

/** Whether a call of this name answers a request, in the document's language. */
export function answersElsewhere({ format, text }: Document, name: string, { args }: Call): boolean {
  if (!answers[format.id]?.test(name)) return false;
  const [to] = args;
  if (format.id !== 'go' || !name.startsWith('fmt.') || !to) return true;
  const written = text.slice(to.value.range.start, to.value.range.end);
  if (goResponse.test(written)) return true;
  return /^\w+$/.test(written) && new RegExp(`\\b${written}\\s+(?:\\w+\\.)?ResponseWriter\\b`).test(text);
}
