/** Files in a project's folder that hold secrets: by their names, and by what stands in them. */

import { isSecretVariable, secretsInText } from '../credentials/secrets';
import { isPlaceholder, isTemplateFile, looksGenerated } from '../placeholders';

type Kind = 'environment' | 'key' | 'store' | 'text';

const kinds: readonly (readonly [Kind, RegExp])[] = [
  ['environment', /^(?:\.env(?:\.[\w.-]+)?|[\w-]+\.env|\.envrc|\.dev\.vars)$/i],
  ['key', /^(?:id_(?:rsa|dsa|ecdsa|ed25519)|[\w.-]+\.(?:pem|key|ppk))$/i],
  ['store', /^(?!debug)[\w.-]+\.(?:p12|pfx|jks|keystore)$/i],
  [
    'text',
    /^(?:\.npmrc|\.pypirc|\.netrc|\.git-credentials|\.pgpass|\.credentials\.json|(?:client_)?secrets?\.(?:ya?ml|json|toml)|(?:application_default_)?credentials(?:\.json)?|service[-_]?account[\w.-]*\.json)$/i,
  ],
];
const forTests = /^(?:.*[._-])?(?:tests?|ci|e2e|fixtures?|mock|sample)(?:[._-].*)?$/i;

const kindOf = (name: string): Kind | undefined => {
  if (isTemplateFile(name) || forTests.test(name)) return undefined;
  return kinds.find(([, pattern]) => pattern.test(name))?.[0];
};

/** Whether the name is one that files with secrets have. @param name without its folder */
export const mayHoldSecrets = (name: string): boolean => kindOf(name) !== undefined;

const assignment = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*)$/gm;
/** A value that another program fills in, or that only this program can read. */
const elsewhere = /^(?:\$|op:\/\/|vault:|encrypted:|ENC\[|!|`|<|\{\{)/;
const withPassword = /^[a-z][\w+.-]*:\/\/[^\s:@/]*:([^\s@]+)@([^/\s:]+)/i;
const usual =
  /^(?:pass(?:word)?|postgres|root|admin|user|guest|dev|test|secret|example|changeme|docker|local(?:host)?)\d*$/i;
const ownMachine = /^(?:localhost|127\.0\.0\.1|\[::1\]|db|postgres|mysql|mongo|redis|host\.docker\.internal)$/i;

function isSecretValue(value: string): boolean {
  const text = value
    .replace(/\s+#.*$/, '')
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');
  if (elsewhere.test(text)) return false;
  const [, password, host] = withPassword.exec(text) ?? [];
  if (password !== undefined) return !usual.test(password) && !ownMachine.test(host ?? '') && !isPlaceholder(password);
  return !text.includes('://') && text.length >= 12 && !usual.test(text) && !isPlaceholder(text);
}

const holdsVariable = (text: string): boolean =>
  [...text.matchAll(assignment)].some(
    ([, name = '', value = '']) => isSecretVariable(name.toUpperCase()) && isSecretValue(value),
  );

const member = /"(?:private_key|client_secret|refresh_token|access_token|api_key|password)"\s*:\s*"([^"\n]{8,})"/g;
const entry = /(?:_authToken|_auth|_password|password)\s*[=\s:]\s*["']?([^\s"'#]{8,})/g;

const holdsText = (text: string): boolean =>
  [...text.matchAll(member), ...text.matchAll(entry)].some(
    ([, value = '']) => !elsewhere.test(value) && (value.startsWith('-----BEGIN') || looksGenerated(value)),
  ) || secretsInText(text).length > 0;

/**
 * Whether such a file does hold one: an env file may hold nothing but addresses, a `.pem` nothing but a certificate.
 * @param text its beginning; a key store is no text, and is one by its name
 */
export function holdsSecrets(name: string, text: string): boolean {
  switch (kindOf(name)) {
    case 'environment':
      return holdsVariable(text);
    case 'key':
      return /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----|^PuTTY-User-Key-File/m.test(text);
    case 'store':
      return true;
    case 'text':
      return holdsText(text);
    default:
      return false;
  }
}
