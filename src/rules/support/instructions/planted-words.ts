/** What orders to an agent are, and what they speak of: parts of regular expressions, English. */
import type { Confidence } from '../../../engine/types';

export type Order = 'ignore' | 'disarm' | 'hide' | 'send' | 'run' | 'shell';

export interface Phrase {
  order: Order;
  pattern: RegExp;
  confidence: Confidence;
  /** Only where the sentence, or one beside it, also says this. */
  beside?: RegExp;
}

/** Where an order begins. */
export const order =
  '(?:^\\s*|[.;:!?,*>–—-]\\s*|\\b(?:and|then|now|must|should|shall|will|always|please|immediately|first|to)\\s+)';
export const people = '(?:user|human|developer|operator|reviewer|owner|maintainer|person|anyone|anybody)s?';
export const instructions =
  '(?:instructions?|rules|guidelines|directives|(?:system |safety )?(?:prompts?|polic(?:y|ies))|restrictions|guardrails|safeguards|constraints)';
export const earlier = '(?:previous|prior|earlier|above|preceding|existing|original|system|safety|security|developer)';
export const secrets =
  '(?:\\.env\\b|~/\\.(?:ssh|aws|config|netrc)|\\bid_(?:rsa|ed25519)\\b|(?:all |any )?(?:the |user.?s? |their |its )*(?:secrets|credentials|api[ _-]?keys|access tokens|passwords|private keys?|environment variables|cookies|ssh keys?|chat history|conversation(?: history)?|transcript))';
/** Files that hold nothing but secrets, or what a stranger wants to know of a machine first. */
export const keyFile =
  '(?:(?:~|\\$HOME|/root|/home/\\w+)/\\.(?:ssh|aws|gnupg|kube|netrc|pgpass|npmrc|pypirc|anthropic|openai|claude/\\.credentials|cursor/mcp|config/(?:gcloud|gh)|docker/config)\\b|/etc/(?:passwd|shadow)\\b|\\bid_(?:rsa|ed25519)\\b|\\.aws/credentials\\b|\\.git-credentials\\b)';
/** A variable of a shell that holds a secret. */
export const secretVariable = '\\$\\{?(?:[A-Z][A-Z0-9_]*_)?(?:KEY|TOKEN|SECRET|PASSWORD)\\b\\}?';
/** A machine that is not one’s own. */
export const elsewhere = 'https?://(?!localhost|127\\.|0\\.0\\.0\\.0|\\[?::1)';
/** An address of somebody. */
export const address = `(?:the\\s+|this\\s+|our\\s+|an?\\s+)?(?:\\w+\\s+){0,3}[<(\`]?(?:${elsewhere}|[\\w.+-]+@[\\w-]+\\.\\w)`;
/** The rest of a sentence; dots of names and paths do not end it. */
export const onward = '(?:[^.!?\\n]|[.!?](?=\\S))';
