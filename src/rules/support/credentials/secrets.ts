/** Secrets of anybody's: by the variable that holds them, and by their look in a text. */
import type { Range } from '../../../engine/facts';
import { looksGenerated } from '../placeholders';

const secretVariable =
  /(?:^|_)(?:PASSWORD|PASSWD|SECRET|SECRET_KEY|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|SIGNING_?KEY|CONNECTION_STRING|CREDENTIALS?)$|^(?:\w+_)?(?:DATABASE|POSTGRES|POSTGRESQL|PG|MYSQL|MONGO|MONGODB|REDIS|DB)_(?:URL|URI|DSN)$/;
const publicVariable = /PUBLIC|PUBLISHABLE|ANON_KEY/;

/** Environment variables that hold a secret of somebody's. */
export const isSecretVariable = (name: string): boolean => secretVariable.test(name) && !publicVariable.test(name);

const connection =
  /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver):\/\/[^\s:@/'"<>{}$\0]+:([^\s@'"<>{}$\0*]{4,})@[\w.-]+/g;
const named =
  /\b(?:api[ _-]?key|password|passphrase|secret|access[ _-]?token|auth[ _-]?token|bearer)\b["'`]?\s*(?:is|:|=)?\s*["'`]?([\w+/=.~-]{16,})/gi;
const tokens =
  /\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_\w{40,}|glpat-[\w-]{20,}|AKIA[0-9A-Z]{16}|xox[abprs]-[\w-]{20,}|[sr]k_live_[A-Za-z0-9]{20,}|AIza[\w-]{35})(?![\w-])|-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/g;
const placeholder =
  /^(?:pass(?:word)?|passwd|pwd|secret|user(?:name)?|x+|changeme|change[-_]me|example|your.*|my.*|postgres|root|admin|test)$/i;

/** Where secrets stand in a text. */
export function secretsInText(text: string): Range[] {
  const all = (pattern: RegExp, isSecret: (secret: string) => boolean) =>
    [...text.matchAll(pattern)].flatMap(({ 0: whole, 1: inner, index }) => {
      const secret = inner ?? whole;
      const start = index + whole.lastIndexOf(secret);
      return isSecret(secret) ? [{ start, end: start + secret.length }] : [];
    });
  return [
    ...all(connection, (secret) => !placeholder.test(secret)),
    ...all(named, looksGenerated),
    ...all(tokens, (secret) => secret.startsWith('-----') || looksGenerated(secret)),
  ];
}
