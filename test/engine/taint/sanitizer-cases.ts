/** Per row of sanitisers, what is harmless for a use, and what is not, or not for another use. One `sink` for each. */
import type { Use } from '../../../src/engine/taint/types';

export type SanitizerCase = readonly [of: string, use: Use, path: string, text: string, reaches: readonly boolean[]];

const js = (body: string) => `const x = prompt();\n${body}`;
const py = (body: string) => `import ast, hashlib, html, shlex, uuid, urllib.parse\nx = input()\n${body}`;

export const sanitizerCases: readonly SanitizerCase[] = [
  [
    'numbers',
    'command',
    'a.ts',
    js('sink(Number(x)); sink(parseInt(x, 10)); sink(+x); sink(String(x)); sink(x.trim());'),
    [false, false, false, true, true],
  ],
  [
    'numbers',
    'sql',
    'a.py',
    py('sink(int(x))\nsink(f"{float(x)}")\nsink(len(x))\nsink(str(x))\nsink(uuid.UUID(x))\n'),
    [false, false, false, true, false],
  ],
  ['tells of text', 'sql', 'a.ts', js('sink(x.toFixed(2)); sink(x.toString());'), [false, true]],
  [
    'tells of text',
    'sql',
    'a.py',
    py('sink(hashlib.sha256(x.encode()).hexdigest())\nsink(x.encode().decode())\n'),
    [false, true],
  ],
  [
    'HTML',
    'html',
    'a.ts',
    `import DOMPurify from 'dompurify';\nimport sanitizeHtml from 'sanitize-html';\nimport { marked } from 'marked';\n${js("sink(DOMPurify.sanitize(x)); sink(DOMPurify.sanitize(marked.parse(x))); sink(sanitizeHtml(x)); sink(escapeHtml(x)); sink(marked.parse(x)); sink(x.replace('a', 'b'));")}`,
    [false, false, false, false, true, true],
  ],
  ['HTML', 'command', 'a.ts', `import DOMPurify from 'dompurify';\n${js('sink(DOMPurify.sanitize(x));')}`, [true]],
  [
    'HTML',
    'html',
    'a.py',
    `import bleach, nh3\nfrom markupsafe import escape\n${py('sink(html.escape(x))\nsink(bleach.clean(x))\nsink(nh3.clean(x))\nsink(escape(x))\nsink(html.unescape(x))\n')}`,
    [false, false, false, false, true],
  ],
  [
    'URLs',
    'url',
    'a.ts',
    js('sink(`https://${encodeURIComponent(x)}`); sink(`https://${decodeURIComponent(x)}`);'),
    [false, true],
  ],
  [
    'URLs',
    'url',
    'a.py',
    py('sink("https://" + urllib.parse.quote(x))\nsink("https://" + urllib.parse.unquote(x))\n'),
    [false, true],
  ],
  [
    'shell',
    'command',
    'a.py',
    py('sink("ls " + shlex.quote(x))\nsink(shlex.join(["ls", x]))\nsink(shlex.split(x))\nsink("ls " + x)\n'),
    [false, false, true, true],
  ],
  [
    'shell',
    'command',
    'a.ts',
    `import { quote } from 'shell-quote';\n${js('sink(`ls ${quote([x])}`); sink(`ls ${x}`);')}`,
    [false, true],
  ],
  [
    'SQL',
    'sql',
    'a.ts',
    `import mysql from 'mysql2';\nconst db = mysql.createConnection({});\n${js("sink('select ' + db.escape(x)); sink('select ' + mysql.escapeId(x)); sink('select ' + x);")}`,
    [false, false, true],
  ],
  [
    'SQL',
    'sql',
    'a.py',
    `from psycopg2 import sql\n${py('sink(sql.Literal(x))\nsink("select " + x)\n')}`,
    [false, true],
  ],
  [
    'paths',
    'path',
    'a.ts',
    `import path from 'node:path';\n${js("sink(path.join('a', path.basename(x))); sink(path.join('a', x)); sink(path.resolve('a', x));")}`,
    [false, true, true],
  ],
  [
    'paths',
    'path',
    'a.py',
    `import os\nfrom werkzeug.utils import secure_filename\n${py('sink(os.path.join("a", secure_filename(x)))\nsink(os.path.join("a", x))\nsink(os.path.basename(x))\n')}`,
    [false, true, false],
  ],
  ['Python literals', 'code', 'a.py', py('sink(ast.literal_eval(x))\nsink(x)\n'), [false, true]],
  ['Python literals', 'command', 'a.py', py('sink(ast.literal_eval(x))\n'), [true]],
  ['masks', 'log', 'a.ts', js('sink(maskKey(x)); sink(x);'), [false, true]],
  ['masks', 'log', 'a.py', py('sink(redact(x))\nsink(x)\n'), [false, true]],
  [
    'JSON',
    'context',
    'a.ts',
    js('sink(JSON.stringify(x)); sink(JSON.parse(x)); sink(`<a>${x}</a>`); sink(`<a>${x}`);'),
    [false, true, false, true],
  ],
  [
    'JSON',
    'context',
    'a.py',
    py('import json\nsink(json.dumps(x))\nsink("<a>{}</a>".format(x))\nsink("<a>{}".format(x))\n'),
    [false, false, true],
  ],
  ['JSON', 'command', 'a.ts', js('sink(JSON.stringify(x));'), [true]],
  ['numbers elsewhere', 'sql', 'a.php', '<?php\n\nsink(intval($_POST["x"])); sink($_POST["x"]);', [false, true]],
  ['HTML elsewhere', 'html', 'a.php', '<?php\n\nsink(htmlspecialchars($_GET["x"])); sink($_GET["x"]);', [false, true]],
  [
    'shells elsewhere',
    'command',
    'a.rb',
    '\n\nsink(Shellwords.escape(params[:x]))\nsink("ls #{params[:x]}")\n',
    [false, true],
  ],
  ['SQL elsewhere', 'sql', 'a.php', '<?php\n\nsink($pdo->quote($_GET["x"])); sink("a" . $_GET["x"]);', [false, true]],
  [
    'paths elsewhere',
    'path',
    'a.go',
    'package a\nimport ("os"; "path/filepath")\nfunc f() { sink(filepath.Base(os.Args[1])); sink(filepath.Join("a", os.Args[1])) }\n',
    [false, true],
  ],
];
