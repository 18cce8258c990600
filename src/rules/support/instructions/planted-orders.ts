/** How an agent is told to turn against the one who runs it, beside what `planted-phrases` knows: as data, English. */
import {
  address,
  earlier,
  instructions,
  keyFile,
  onward,
  order,
  type Phrase,
  people,
  secretVariable,
} from './planted-words';

const guards =
  "(?:(?:claude(?: code)?[’']s|the|your|all|any|every|its)\\s+)*(?:(?:safety|security|permission|content)\\s+(?:checks?|prompts?|filters?|guardrails?|restrictions?|polic(?:y|ies)|rules|measures|mechanisms?|mode)|sandbox(?:ing)?|guardrails)";

const loot =
  '\\b(?:wallets?|seed\\s+phrases?|mnemonics?|private\\s+keys?|ssh\\s+keys?|api\\s+keys?|credentials|passwords?|secrets|cookies|tokens)\\b';

export const moreOrders: readonly Phrase[] = [
  {
    order: 'ignore',
    pattern: new RegExp(
      `${order}(?:do not|don[’']t|never|no longer|stop)\\s+(?:obey(?:ing)?|follow(?:ing)?|apply(?:ing)?|respect(?:ing)?|heed(?:ing)?|honou?r(?:ing)?)\\s+(?:(?:any|the|your|of|these|those|all|its)\\s+)*${earlier}\\s+(?:\\w+\\s+){0,2}${instructions}`,
      'im',
    ),
    confidence: 'medium',
  },
  {
    order: 'ignore',
    pattern: new RegExp(
      `\\b(?:takes?\\s+(?:precedence|priority)\\s+over|supersedes?|overrides?|overrule|replaces?)\\s+(?:(?:any|the|your|all|every|its|claude[’']s)\\s+)*(?:system|safety|security|anthropic(?:[’']s)?|developer)\\s+(?:\\w+\\s+)?${instructions}`,
      'i',
    ),
    confidence: 'medium',
  },
  {
    order: 'ignore',
    pattern:
      /\byou\s+(?:now\s+|no longer\s+)?(?:have|are (?:bound by|subject to|under|limited by))\s+(?:no|any|zero)\s+(?:(?:ethical|content|safety|moral|usage)\s+)?(?:restrictions|limitations|guidelines|filters?|guardrails|polic(?:y|ies))\b|\b(?:act|behave|respond|operate)\s+as\s+(?:an?\s+)?(?:unrestricted|uncensored|unfiltered|amoral|evil)\s+(?:\w+\s+)?(?:ai|assistant|model|agent|llm|chatbot)\b|\b(?:you are|enter|enable|activate)\s+(?:now\s+)?(?:in\s+)?(?:dan|god|unrestricted|uncensored)\s+mode\b/i,
    confidence: 'medium',
  },
  {
    order: 'disarm',
    pattern: new RegExp(
      `${order}(?:disable|turn\\s+off|switch\\s+off|bypass|circumvent|deactivate|get\\s+around|work\\s+around)\\s+${guards}\\b`,
      'im',
    ),
    confidence: 'medium',
  },
  {
    order: 'disarm',
    pattern:
      /\b(?:add|write|insert|append|put|set|include)\b[^.!?\n]{0,40}\bBash(?:\(\*(?::\*)?\))?[`'"\])\s][^.!?\n]{0,40}\b(?:permissions?\.allow|allow\s*list|allowed\s*tools)\b[^\n]{0,60}\b(?:so|without|no longer|never)\b[^\n]*/i,
    confidence: 'medium',
  },
  // Said to nobody else, it keeps quiet: where nothing tells what of, only with stress.
  {
    order: 'hide',
    pattern: new RegExp(
      `${order}(?:do not|don[’']t|never)\\s+(?:ever\\s+)?(?:tell|inform|notify|alert|mention|reveal|disclose|report)\\b${onward}{0,60}\\b(?:to\\s+)?(?:the\\s+|any\\s+)?${people}\\b${onward}{0,20}\\b(?:under\\s+(?:any|no)\\s+circumstances?|no\\s+matter\\s+what|at\\s+any\\s+(?:cost|time)|ever)\\b`,
      'im',
    ),
    confidence: 'medium',
  },
  {
    order: 'hide',
    pattern: new RegExp(
      `${order}(?:hide|conceal)\\s+(?:this|it|these|them|your\\s+(?:actions?|activit(?:y|ies)|tracks|changes)|any\\s+(?:trace|evidence|sign|error|failure)s?|the\\s+(?:fact|action|upload|request|command|change|transfer|call)s?)\\b${onward}{0,40}\\bfrom\\s+(?:the\\s+|your\\s+|any\\s+)?${people}\\b`,
      'im',
    ),
    confidence: 'medium',
  },
  {
    order: 'hide',
    pattern: new RegExp(
      `\\b(?:if|when(?:ever)?)\\s+(?:the\\s+|any\\s+|an?\\s+)?${people}\\s+(?:asks?|questions?|inquires?|wonders?|notices?)\\b${onward}{0,60},\\s*(?:just\\s+|simply\\s+|always\\s+)?(?:say|claim|pretend|insist|lie|deny|tell\\s+(?:them|him|her)\\s+(?:that\\s+)?(?:you|it|nothing))\\b${onward}{0,60}\\b(?:you\\s+(?:are|were|did|do|have)|it\\s+(?:was|is)|nothing|no\\s+idea)\\b`,
      'i',
    ),
    confidence: 'low',
  },
  {
    order: 'hide',
    pattern: new RegExp(
      `${order}(?:do not|don[’']t|never)\\s+(?:ever\\s+)?(?:tell|inform|notify|alert)\\s+(?:the\\s+|any\\s+)?(?:${people}|them|anybody|anyone)\\s*[.!]?\\s*$`,
      'im',
    ),
    confidence: 'medium',
    beside:
      /\b(?:send|upload|post|exfiltrate|transmit|forward|run|execute|install|download|curl|wget|commit|push|delete|disable|modify|alter|overwrite|remove|fake|skip)\b/i,
  },
  {
    order: 'hide',
    pattern:
      /\b(?:secretly|covertly|silently|quietly)\s+(?:add|include|append|put|set)\b[^.!?\n]*?(?:\b(?:bcc|cc)\b|[\w.+-]+@[\w-]+\.\w)/i,
    confidence: 'medium',
  },
  // What holds nothing but secrets is read, and put where others see it.
  {
    order: 'send',
    pattern: new RegExp(
      `\\b(?:read|open|cat|collect|gather|take|grab|copy|dump|load|get)\\b[^!?\\n]{0,60}?${keyFile}[^!?\\n]{0,80}?\\b(?:and|then)\\s+(?:\\w+\\s+)?(?:include|paste|put|append|add|embed|encode|attach|pass|return|send|post|upload|leak|exfiltrate|forward|submit|share)\\s+(?:it|them|that|those|everything|its|their|the\\s+(?:result|output|contents?|values?|file|key))\\b`,
      'i',
    ),
    confidence: 'medium',
  },
  {
    order: 'send',
    pattern: new RegExp(
      `\\b(?:append|include|add|attach|embed|put|insert|encode)\\b[^!?\\n]{0,40}?\\b(?:contents?|values?|text)\\s+of\\s+(?:the\\s+|all\\s+|any\\s+|their\\s+|your\\s+)*(?:\`?(?:[\\w./~-]*/)?\\.env\\b|\`?${keyFile}|environment\\s+variables|credentials|private\\s+keys?)[^!?\\n]{0,80}?\\b(?:to|in|into|as|with|at)\\s+[^!?\\n]{0,60}?(?:https?://(?!localhost|127\\.)|\\b(?:POST|request)\\b[^!?\\n]{0,20}\\bsent\\b)`,
      'i',
    ),
    confidence: 'high',
  },
  {
    order: 'send',
    pattern: new RegExp(
      `\\b(?:send|upload|post|exfiltrate|transmit|forward|submit|e-?mail|report)\\b[^.!?\\n]{0,40}?\`?${secretVariable}\`?[^.!?\\n]{0,40}?\\b(?:to|at)\\s+${address}`,
      'i',
    ),
    confidence: 'high',
  },
  {
    order: 'send',
    pattern: new RegExp(
      `\\b(?:scan|search|comb|look\\s+through|go\\s+through|enumerate|harvest)\\b[^.!?\\n]{0,30}?\\b(?:(?:home|user)\\s+(?:directory|folder)|(?:user|victim|developer)[’']?s?\\s+(?:\\w+\\s+)?(?:machine|computer|disk|files|browser|home|laptop|folder|directory|profile)|whole\\s+(?:disk|machine)|~)[^!?\\n]{0,30}?\\bfor\\b[^!?\\n]{0,40}?${loot}(?:(?:,|\\s+and|\\s+or)+\\s+${loot})*`,
      'i',
    ),
    confidence: 'medium',
  },
  {
    order: 'send',
    pattern: new RegExp(
      `\\b(?:read|open|get|take)\\b[^!?\\n]{0,40}?${keyFile}[^!?\\n]{0,60}?\\b(?:send|post|upload|forward|report)\\s+(?:it|them)\\s+to\\s+(?:the|this|our)\\s+(?:webhook|server|endpoint|bot|channel|address)`,
      'i',
    ),
    confidence: 'high',
  },
  {
    order: 'send',
    pattern:
      /\b(?:send|redirect|route|forward|bcc|cc)\s+(?:a\s+copy\s+of\s+)?(?:all|every|each|any)\s+(?:\w+\s+){0,2}(?:e-?mails?|mails?|messages?|payments?|transfers?|invoices?)\s+(?:instead\s+)?to\s+[<`]?[\w.+-]+@[\w-]+\.\w/i,
    confidence: 'medium',
  },
  {
    order: 'run',
    pattern:
      /\b(?:fetch|download|retrieve|get|load|visit|open|read)\b[^!?\n]{0,60}https?:\/\/(?!localhost|127\.)\S+[^!?\n]{0,40}?\b(?:and|then)\s+(?:then\s+|immediately\s+|always\s+|blindly\s+)?(?:follow|do|carry\s+out)\s+(?:whatever|everything|anything|exactly\s+what|all\s+that)\b(?:\s+(?:it|that|they|the\s+\w+)\s+(?:says?|contains?|holds?|tells?(?:\s+you)?|asks?))?/i,
    confidence: 'medium',
  },
  {
    order: 'run',
    pattern:
      /\b(?:obey|carry\s+out|execute|follow|act\s+on)\s+(?:any|all|every|whatever|the)\s+(?:instructions?|orders|commands?|directives)\s+(?:that\s+(?:are|is)\s+|which\s+(?:are|is)\s+)?(?:in|from|found\s+in|contained\s+in|inside|within|on)\s+(?:them|(?:the|any|all|these|those|every)?\s*(?:fetched\s+|external\s+|incoming\s+|linked\s+)?(?:web\s*pages?|web\s*sites?|e-?mails?|messages|issues?|comments?|tool\s+(?:results?|outputs?|responses?)|search\s+results?|responses?\s+of))\b/i,
    confidence: 'medium',
  },
];
