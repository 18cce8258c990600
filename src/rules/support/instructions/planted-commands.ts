/** Commands that nobody plans for who sets a project up, beside what `planted-phrases` knows: as data. */
import { elsewhere, keyFile, type Phrase } from './planted-words';

/** Somebody else's machine, by name or number. */
const host = '(?!127\\.|10\\.|192\\.168\\.|localhost\\b)[\\w.-]+';

export const moreCommands: readonly Phrase[] = [
  {
    order: 'shell',
    pattern: new RegExp(
      [
        `\\b(?:ba|z|da|k)?sh\\s+-i\\b[^\\n]*/dev/tcp/${host}/\\d+|/dev/tcp/${host}/\\d+\\s+0>&1`,
        `\\b(?:nc|ncat|netcat)\\b[^\\n|;]*\\s-[a-z]*(?:e|c)[a-z]*\\s+["']?(?:/bin/|/usr/bin/)?(?:ba|z|da|k)?sh\\b`,
        `\\bmkfifo\\b[^\\n]*\\|\\s*(?:/bin/)?(?:ba)?sh\\b[^\\n]*\\|\\s*(?:nc|ncat|netcat|telnet|openssl)\\b`,
        `\\bsocat\\b[^\\n]*\\bexec:["']?(?:/bin/)?(?:ba)?sh\\b`,
        'socket\\.socket\\([^\\n]*\\.connect\\([^\\n]*(?:os\\.dup2|pty\\.spawn|subprocess)',
        'New-Object\\s+(?:System\\.)?Net\\.Sockets\\.TCPClient\\([^\\n]*(?:iex|Invoke-Expression)',
      ].join('|'),
      'i',
    ),
    confidence: 'high',
  },
  // Encoded, or fetched and evaluated in one go.
  {
    order: 'run',
    pattern: new RegExp(
      [
        '\\b(?:powershell|pwsh)(?:\\.exe)?\\b[^\\n`]*\\s-(?:e|ec|enc|encodedcommand)\\s+["\']?[A-Za-z0-9+/=]{8,}',
        '\\bpython3?\\s+-c\\b[^\\n]*\\bexec\\([^\\n]*(?:b64decode|bytes\\.fromhex|urlopen|requests\\.get|codecs\\.decode|zlib\\.decompress)',
        '\\bnode\\s+-e\\b[^\\n]*\\beval\\([^\\n]*(?:Buffer\\.from|atob|fetch)\\(',
        `\\beval\\s+["']?(?:\\$\\(|\`)\\s*(?:curl|wget)\\b[^\\n]*${elsewhere}`,
        '\\bxxd\\s+-r\\b[^\\n]*\\|\\s*(?:sudo\\s+)?(?:ba|z|da)?sh\\b',
        `\\b(?:iex|Invoke-Expression)\\b[^\\n]*\\b(?:FromBase64String|DownloadString\\(\\s*["']http://)`,
      ].join('|'),
      'i',
    ),
    confidence: 'high',
  },
  // Packages from an address that anybody on the way can answer for.
  {
    order: 'run',
    pattern:
      /\b(?:pip3?|uv|npm|pnpm|yarn)\b[^\n]*\b(?:install|add|i)\b[^\n]*(?:--(?:extra-)?index-url|--registry|\s-i)[= ]["']?http:\/\/(?!localhost|127\.|10\.|192\.168\.)[\w-]+\./i,
    confidence: 'medium',
  },
  {
    order: 'send',
    pattern: new RegExp(
      `\\b(?:cat|base64|tar|zip)\\b[^\\n|]*${keyFile}[^\\n]*\\|[^\\n]*\\b(?:curl|wget|nc|ncat|netcat)\\b|\\b(?:curl|wget)\\b[^\\n]*(?:@|\\$\\(\\s*(?:cat|base64)\\s[^)\\n]*?|--post-file[= ]|-T\\s+|--upload-file\\s+)["']?${keyFile}|\\b(?:scp|rsync)\\b[^\\n]*\\s["']?${keyFile}[^\\s]*\\s+\\S+@`,
      'i',
    ),
    confidence: 'high',
  },
  // A vendor's installer is run once; nobody runs one each time.
  {
    order: 'run',
    pattern:
      /\b(?:curl|wget)\b[^\n|`]*https:\/\/(?!localhost|127\.)[^\n|`]*\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b[^.!?\n]{0,20}\b(?:at\s+the\s+(?:start|beginning)\s+of|before|after|in|on)\s+(?:each|every|any|all|doing\s+anything)\b/i,
    confidence: 'medium',
  },
  // What a stranger’s page holds today, pasted into a terminal. English and Chinese, as in skills that were found to do so.
  {
    order: 'run',
    pattern:
      /https?:\/\/(?:[\w-]+\.)*(?:glot\.io|rentry\.co|pastebin\.com|paste\.ee|hastebin\.com|ghostbin\.\w+|dpaste\.\w+|justpaste\.it|controlc\.com|termbin\.com|telegra\.ph|notes\.io)\/\S+?[^\n]{0,80}?(?:\b(?:copy|paste|run|execute)\b[^\n]{0,60}?\b(?:terminal|shell|command|script|powershell|prompt)\b|(?:复制|粘贴|执行|运行)[^\n]{0,40}?(?:终端|命令|脚本)|终端[^\n]{0,20}?(?:执行|运行|粘贴))/i,
    confidence: 'high',
  },
  {
    order: 'run',
    pattern: /\.(?:zip|rar|7z)\b[^\n]{0,60}?解压[^\n]{0,30}?密码/i,
    confidence: 'high',
    beside: /运行|执行|安装|\.exe\b/,
  },
];
