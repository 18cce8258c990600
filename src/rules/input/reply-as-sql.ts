import { phrases } from '../../engine/messages';
import type { Rule } from '../../engine/types';
import { flowHook } from '../support/flow-rule';
import { type CallSink, callSinks } from '../support/sinks';
import { rowsFor } from '../support/sinks-elsewhere';
import { wayTexts } from '../support/traces';

const databases =
  /^(?:pg|mysql2?|sqlite3?|better-sqlite3|node:sqlite|bun:sqlite|mssql|oracledb|knex|sequelize|typeorm|drizzle-orm|@prisma\/client|@neondatabase\/|@vercel\/postgres|@planetscale\/|@libsql\/|postgres|slonik|kysely|@supabase\/|snowflake-sdk|@google-cloud\/bigquery|duckdb|@duckdb\/|@clickhouse\/|cassandra-driver|sqlalchemy|psycopg2?|asyncpg|aiosqlite|aiomysql|pymysql|MySQLdb|mysql|pymssql|pyodbc|cx_Oracle|snowflake|google\.cloud|databricks|clickhouse_|trino|pandas|django|flask_sqlalchemy|sqlmodel|databases|peewee|polars|awswrangler|redshift_connector|vertica_python|psycopg_pool)(?:$|[./\w])/;

const statements: readonly CallSink[] = [
  {
    name: /\.(?:query|execute|executemany|executescript|exec_driver_sql|execute_sql|raw|unsafe|queryRaw|read_sql|sql|scalar|scalars|fetch|fetchrow|fetchval|fetch_all|fetch_one)$/,
    requires: databases,
  },
  { name: /\.(?:\$queryRawUnsafe|\$executeRawUnsafe)$/ },
  {
    name: /^(?:pandas\.read_sql(?:_query)?|polars\.read_database(?:_uri)?|duckdb\.(?:sql|query|execute)|django\.db\..*\.(?:raw|execute)|awswrangler\..*\.read_sql_query)$/,
    position: 0,
  },
];

/** Where their objects have another name, or none that is known, the methods are those of maps, patterns and much else. */
const named = /^(?:this\.)?[#_$]*(?:\w*(?:db|database|sqlite\d?|conn|connection)|(?:db|database|sqlite\d?)[A-Z_]\w*)$/i;

/** Databases that come from elsewhere: nothing but a statement is given to the methods of what has such a name. */
const connection = /^(?:this\.)?[_$]?(?:cur|cursor|conn|connection|db|database|dbPool|pgPool|pool)$/;
const unknown: readonly CallSink[] = [
  { name: /\.(?:execute|executescript|executemany)$/, object: connection, confidence: 'medium' },
  {
    name: /^(?!.*\(\)\.query$).*\.query$/,
    object: /^(?:this\.)?[_$]?(?:conn|connection|db|database|dbPool|pgPool|pool)$/,
    confidence: 'medium',
  },
  { name: /^langchain[\w.]*\.SQLDatabase(?:\.from_\w+)?\(\)\.run(?:_no_throw)?$/, keyword: 'command', position: 0 },
];
/** Cloudflare's D1, by the names that bindings have. */
const cloudflare: readonly CallSink[] = [
  { name: /^\.(?:prepare|exec)$/, object: /^(?:[A-Z\d]+_)*(?:DB|D1|DATABASE)(?:_[A-Z\d]+)*$/ },
];

/** SQLite for JavaScript. What a prepared statement is run, or asked for rows, with are parameters. */
const sqlite: readonly CallSink[] = [
  {
    name: /^(?:sqlite3|better-sqlite3|node:sqlite|bun:sqlite|sql\.js|expo-sqlite|@libsql\/[\w-]+)#[^()]*(?:\(\))?(?:\.[\w$]+)?\(\)\.(?:prepare|exec)$/,
  },
  {
    name: /^(?:sqlite3|bun:sqlite)#[^()]*\(\)\.(?:run|all|get|each)$|^sqlite#open\(\)\.(?:prepare|exec|run|all|get|each)$/,
  },
  { name: /^\.prepare$/, requires: /^(?:sqlite3?|better-sqlite3|node:sqlite|bun:sqlite|sql\.js|@libsql\/)/ },
  {
    name: /^\.exec$/,
    requires: /^(?:sqlite3?|better-sqlite3|node:sqlite|bun:sqlite|sql\.js|@libsql\/)/,
    object: named,
  },
  { name: /^\.(?:run|all|get|each)$/, requires: /^(?:sqlite3?|bun:sqlite)$/, object: named },
];

const inPython = [...statements, ...unknown];
const inJavaScript = [...statements, ...sqlite, ...cloudflare, ...unknown];

const say = phrases({ runs: 'Text from {source} is run as SQL by {name}().' });

export const replyAsSql: Rule = {
  id: 'reply-as-sql',
  title: 'Reply run as SQL',
  practice: 'input',
  severity: 'error',
  confidence: 'high',
  cwe: [89],
  owasp: ['LLM05', 'ASI02'],
  why: 'A question, or a row that Claude has read, can make it write a statement that reads other people’s data or deletes it, with the rights of your connection.',
  remedy:
    'Let Claude fill parameters of statements that you wrote; where it must write SQL, run it on a read-only connection that sees only what the user may see, and check it with a parser.',
  reports:
    'A reply, or the input of a tool call, as the text of a statement: execute, query, raw, read_sql, prepare. In Go, Java, C#, Ruby and PHP, inside of a file, their own calls.',
  silent: 'Values given as parameters, constant statements, choices from a fixed list.',
  messages: { ...say.texts, ...wayTexts },
  examples: [
    {
      file: 'ask_db.py',
      bad: 'import sqlite3\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask(question):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": question}],\n    )\n    sql = message.content[0].text\n    return sqlite3.connect("shop.db").execute(sql).fetchall()\n',
      good: 'import sqlite3\n\nimport anthropic\n\nclient = anthropic.Anthropic()\n\n\ndef ask(question):\n    message = client.messages.create(\n        model="claude-sonnet-5",\n        max_tokens=1024,\n        messages=[{"role": "user", "content": question}],\n    )\n    name = message.content[0].text\n    return sqlite3.connect("shop.db").execute("SELECT * FROM items WHERE name = ?", (name,)).fetchall()\n',
    },
    {
      file: 'ask-db.ts',
      bad: "import Anthropic from '@anthropic-ai/sdk';\nimport { Pool } from 'pg';\n\nconst client = new Anthropic();\nconst pool = new Pool();\n\nexport async function ask(question: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: question }],\n  });\n  const [block] = message.content;\n  return block.type === 'text' ? pool.query(block.text) : undefined;\n}\n",
      good: "import Anthropic from '@anthropic-ai/sdk';\nimport { Pool } from 'pg';\n\nconst client = new Anthropic();\nconst pool = new Pool();\n\nexport async function ask(question: string) {\n  const message = await client.messages.create({\n    model: 'claude-sonnet-5',\n    max_tokens: 1024,\n    messages: [{ role: 'user', content: question }],\n  });\n  const [block] = message.content;\n  return block.type === 'text' ? pool.query('SELECT * FROM items WHERE name = $1', [block.text]) : undefined;\n}\n",
    },
    {
      file: 'Search.java',
      bad: 'import com.anthropic.client.AnthropicClient;\nimport com.anthropic.models.messages.Message;\nimport com.anthropic.models.messages.MessageCreateParams;\nimport org.springframework.jdbc.core.JdbcTemplate;\n\nclass Search {\n    void search(AnthropicClient client, JdbcTemplate jdbc, String question) {\n        Message message = client.messages().create(MessageCreateParams.builder()\n            .model("claude-sonnet-5")\n            .maxTokens(256)\n            .addUserMessage(question)\n            .build());\n        String name = message.content().get(0).text().get().text();\n        jdbc.queryForList("SELECT * FROM items WHERE name = \'" + name + "\'");\n    }\n}\n',
      good: 'import com.anthropic.client.AnthropicClient;\nimport com.anthropic.models.messages.Message;\nimport com.anthropic.models.messages.MessageCreateParams;\nimport org.springframework.jdbc.core.JdbcTemplate;\n\nclass Search {\n    void search(AnthropicClient client, JdbcTemplate jdbc, String question) {\n        Message message = client.messages().create(MessageCreateParams.builder()\n            .model("claude-sonnet-5")\n            .maxTokens(256)\n            .addUserMessage(question)\n            .build());\n        String name = message.content().get(0).text().get().text();\n        jdbc.queryForList("SELECT * FROM items WHERE name = ?", name);\n    }\n}\n',
    },
  ],
  document: flowHook({
    use: 'sql',
    kinds: ['reply', 'toolInput'],
    sinks: (document) =>
      callSinks(
        document,
        rowsFor(document, 'sql', document.format.id === 'python' ? inPython : inJavaScript),
        (source, name) => say('runs', { source, name }),
      ),
  }),
};
