/** How an agent is told to turn against the one who runs it, as data; and how a text speaks of such orders. English. */
import { moreCommands } from './planted-commands';
import { moreOrders } from './planted-orders';
import { earlier, instructions, onward, order, type Phrase, people, secrets } from './planted-words';

const deed =
  '(?:this|it|that (?:you|it)|these|them|any of (?:this|it)|what you|about (?:this|it|that|these|the (?:upload|request|command|change|script|transfer))|this (?:instruction|step|action|rule|command|request|file|change|section|note)|the existence)';
/** What is done in secret: it leaves the machine, changes it, or reads what nobody should. */
const action =
  /\b(?:send|upload|post|exfiltrate|transmit|forward|run|execute|install|download|curl|wget|commit|push|delete|disable|copy|mirror)\b|\.env\b|\.ssh\b|\bid_rsa\b|\b(?:credentials|secrets|api keys?|passwords?)\b|\b(?:add|insert|include|append|inject|copy)\b[^.!?]*\b(?:script|header|tag|link|url|dependency|package|import|contents?|back ?door|line)\b/i;

export const phrases: readonly Phrase[] = [
  {
    order: 'ignore',
    pattern: new RegExp(
      `${order}(?:ignore|disregard|forget)\\s+(?:(?:all|any|every|the|your|of|these|those|other)\\s+)*${earlier}(?:\\s+(?:and|or)\\s+${earlier})?\\s+(?:\\w+\\s+){0,2}${instructions}(?!\\s+(?:in|inside|within|from(?! now)|found|embedded|contained|about|for|on|regarding))\\b`,
      'im',
    ),
    confidence: 'medium',
  },
  {
    order: 'hide',
    pattern: new RegExp(
      `${order}(?:do not|don[’']t|never)\\s+(?:ever\\s+)?(?:(?:tell|inform|notify|alert|warn)\\s+(?:the\\s+|any\\s+)?${people}\\s+(?:of\\s+)?${deed}|(?:mention|reveal|disclose|show|report|explain)\\s+${deed}\\s+(?:\\w+\\s+)?to\\s+(?:the\\s+|any\\s+)?${people}|let\\s+(?:the\\s+|any\\s+)?${people}\\s+(?:know|see|notice)\\s+${deed})\\b(?!\\s+(?:at length|in (?:full|detail)|again|twice|unless|until|as|yet)\\b)`,
      'im',
    ),
    confidence: 'medium',
    beside: action,
  },
  {
    order: 'hide',
    pattern: new RegExp(
      `${order}(?:secretly|covertly|silently|quietly)\\s+(?:send|upload|post|exfiltrate|transmit|forward|copy|commit|push|delete|install|disable)\\b`,
      'im',
    ),
    confidence: 'medium',
  },
  {
    order: 'hide',
    pattern: new RegExp(
      `(?:${action.source})${onward}*\\bwithout\\s+(?:the\\s+|any\\s+)?(?:${people}(?:[’']s?)?\\s+(?:knowing|noticing|knowledge|seeing|finding out)|(?:telling|informing|notifying|alerting)\\s+(?:the\\s+)?${people})\\b`,
      'i',
    ),
    confidence: 'medium',
  },
  {
    order: 'send',
    pattern: new RegExp(
      `\\b(?:send|upload|post|exfiltrate|transmit|forward|submit|e-?mail|copy)\\b[^.!?\\n]{0,80}?${secrets}[^!?\\n]{0,60}?\\b(?:to|at)\\s+(?:the\\s+|this\\s+|an?\\s+)?(?:\\w+\\s+){0,3}[<(\`]?(?:https?://(?!localhost|127\\.|0\\.0\\.0\\.0)|[\\w.+-]+@[\\w-]+\\.\\w)`,
      'i',
    ),
    confidence: 'high',
  },
  // Secrets are named first: `read ~/.aws/credentials and send it to …`.
  {
    order: 'send',
    pattern: new RegExp(
      `\\b(?:read|collect|gather|take|grab|find|open|cat|dump|copy)\\b[^.!?\\n]{0,60}?${secrets}[^!?\\n]{0,80}?\\b(?:and|then)\\s+(?:then\\s+)?(?:send|upload|post|exfiltrate|transmit|forward|submit|e-?mail)\\s+(?:it|them|that|those|everything|the (?:result|output|contents?|values?)|(?:its|their) (?:contents?|values?))\\s+(?:\\w+\\s+){0,2}?(?:to|at)\\s+(?:the\\s+|this\\s+|an?\\s+)?(?:\\w+\\s+){0,3}[<(\`]?(?:https?://(?!localhost|127\\.|0\\.0\\.0\\.0)|[\\w.+-]+@[\\w-]+\\.\\w)`,
      'i',
    ),
    confidence: 'high',
  },
  // An address of an image that is to be filled in: whoever shows the answer fetches it.
  {
    order: 'send',
    pattern: new RegExp(
      `^(?=[^]*(?:${secrets}|\\b(?:conversation|chat|(?:user.?s?|last|previous|their) (?:message|question|prompt|answer|data|input)|system prompt|source code|file contents?)\\b))[^]*!\\[[^\\]\\n]*\\]\\(https?://(?!localhost|127\\.)[^)\\s]*[?&=/](?:<[^>\\n]+>|\\$?\\{+[^})\\n]+\\}+|\\[[^\\])\\n]+\\])[^)\\n]*\\)`,
      'i',
    ),
    confidence: 'medium',
  },
  {
    order: 'run',
    pattern:
      /\b(?:fetch|download|curl|wget|retrieve|get|load|visit|open|read)\b[^!?\n]{0,60}https?:\/\/(?!localhost|127\.)\S+[^!?\n]{0,40}?\b(?:and|then)\s+(?:then\s+|immediately\s+|always\s+)?(?:execute|eval(?:uate)?|obey|run)\s+(?:it|them|whatever|what|any|the\s+(?:\w+\s+)?(?:instructions?|commands?|script|code|steps|contents?|result|output|payload))\b(?:\s+(?:it|that|they)\s+(?:says?|contains?|holds?|tells?(?:\s+you)?|asks?))?/i,
    confidence: 'medium',
  },
  ...moreOrders,
];

/** Commands, wherever they stand: also in fences. */
const shell = '\\|\\s*(?:sudo\\s+)?(?:(?:ba|z|da|k)?sh|python3?|node|perl|iex)\\b';
const strange =
  '(?:http://(?!localhost|127\\.|0\\.0\\.0\\.0|\\[?::1|192\\.168\\.|10\\.|172\\.(?:1[6-9]|2\\d|3[01])\\.|169\\.254\\.)(?=[a-z0-9])|https://(?:\\d{1,3}(?:\\.\\d{1,3}){3}|(?:[\\w-]+\\.)*(?:pastebin\\.com|paste\\.ee|gist\\.githubusercontent\\.com|transfer\\.sh|ngrok(?:-free)?\\.(?:io|app|dev)|trycloudflare\\.com|0x0\\.st|ix\\.io|termbin\\.com|file\\.io|catbox\\.moe|webhook\\.site|requestbin\\.\\w+|pipedream\\.net|oast\\.\\w+)))';
const secretFile =
  '(?:[~/\\w.$-]*/)?(?:\\.env\\b|\\.ssh/|id_rsa|id_ed25519|\\.aws/credentials|\\.netrc|\\.npmrc|\\.git-credentials|\\.claude/\\.credentials)';

export const commands: readonly Phrase[] = [
  {
    order: 'run',
    pattern: new RegExp(`\\b(?:curl|wget|iwr|irm)\\b[^\\n|]*${strange}[^\\n|]*${shell}`, 'i'),
    confidence: 'high',
  },
  {
    order: 'run',
    pattern: new RegExp(
      `\\bbase64\\s+(?:-d|-D|--decode)\\b[^\\n]*${shell}|\\beval\\s+["']?\\$\\([^)\\n]*\\bbase64\\s+(?:-d|-D|--decode)`,
      'i',
    ),
    confidence: 'high',
  },
  // Scanners do not look into an archive with a password.
  {
    order: 'run',
    pattern: /\bextract\b\W{1,8}(?:using|with)\s+(?:the\s+)?pass(?:word)?\b\W{1,5}\w+/i,
    confidence: 'medium',
    beside: /\.exe\b|\bexecutable\b|\brun\b/i,
  },
  {
    order: 'send',
    pattern: new RegExp(
      `\\b(?:curl|wget)\\b[^\\n]*(?:@|\\$\\(\\s*(?:cat|base64)\\s[^)\\n]*?|--post-file[= ]|-T\\s+|--upload-file\\s+|<\\s*)["']?${secretFile}|\\$\\(\\s*(?:env|printenv)\\b[^\\n]*https?://(?!localhost|127\\.)`,
      'i',
    ),
    confidence: 'high',
  },
  {
    order: 'send',
    pattern: new RegExp(
      `(?:\\bcat\\s+["']?${secretFile}[^\\n|]*|\\b(?:env|printenv)\\s*)\\|[^\\n]*\\b(?:curl|nc|wget)\\s`,
      'i',
    ),
    confidence: 'high',
  },
  ...moreCommands,
];

/** What says, in the same sentence or in the line that leads to it, that such an order is spoken of. */
export const speaksOf =
  /\b(?:never|not|n[’']t|cannot|avoid|refuse|reject|detect\w*|flag(?:s|ged)?|warn\w*|block(?:s|ed)?|prevent\w*|examples?|e\.g|such as|like|looks?|attack\w*|inject\w*|malicious|suspicious|attempt\w*|adversar\w*|jailbreak\w*|untrusted|phishing|threats?|vulnerab\w*|anti-?patterns?|if (?:you|a|an|the|any|it|someone|content|text)|when(?:ever)? (?:you|a|an|the|any|content|text)|instead of|rather than|phrases?|patterns?|claims?|says?|asks?|asking|tries|trying|try to|red flags?|wrong|bad|unsafe|dangerous|risk\w*|tells? you|told to|instructed to|treat)\b|❌|✗|🚫/i;
/** The same of the headings, or of the file: what it teaches, tests or detects. */
export const teaches =
  /inject|jailbreak|red[ -]?team|pen(?:etration)?[ -]?test|exploit|attack|adversar|guardrail|owasp|malicious|phish|threat|privilege|social engineering|exfiltrat|moderation|prompt[ -]security|vulnerab|offensive|ctf\b|攻击|恶意|注入|漏洞|越狱|渗透|钓鱼/i;
export const warns =
  /security|safety|example|anti-?pattern|don[’']?t|never|avoid|prohibit|forbid|wrong|bad|unsafe|red flags?|test|安全|示例|禁止|错误|不要|避免|风险|危险|检测|泄[露漏]|威胁|阻止|拦截|审计/i;

/** What an agent does every day, as the occasion of an order: `When you start a session, …`. It speaks of no order. */
export const occasion =
  /\b(?:when(?:ever)?|if|after|before|once|each time|every time)\s+you\s+(?:work|start|begin|open|run|finish|edit|write|commit|answer|respond|reply|review|build|test|deploy|load|use|are (?:done|ready|finished))\b[^,.:;!?\n]*,/gi;
