import type { Setting } from '../../engine/facts';
import { phrases } from '../../engine/messages';
import type { Document, Problem, ProposedFix, Rule, RuleContext } from '../../engine/types';
import { credentialName, credentialVariable } from '../support/names';
import { isPlaceholder } from '../support/placeholders';

const isCredential = (name: string): boolean =>
  credentialName.test(name) || credentialVariable.test(name.toUpperCase());

const say = phrases({
  variable: 'Terraform prints this variable in plans and logs, because it is not marked sensitive.',
  output: 'Terraform prints this output in plans and logs, because it is not marked sensitive.',
  copied:
    'Terraform copies the secret into its state and into a plain variable: let the program read {variable} from the secret manager.',
  configMap: 'A ConfigMap is no place for a credential: everybody who may read the namespace can read it.',
  markSensitive: 'Mark it sensitive',
});

export const unprotectedIacCredential: Rule = {
  id: 'unprotected-iac-credential',
  title: 'Unprotected IaC secret',
  practice: 'authentication',
  severity: 'warning',
  confidence: 'high',
  cwe: [312, 532],
  owasp: ['LLM02'],
  why: 'Terraform prints what is not marked sensitive in plans and CI logs, and a ConfigMap can be read by everybody who may look at the namespace.',
  remedy: 'Mark the variable or output sensitive; keep the credential in a secret manager or a Kubernetes Secret.',
  reports:
    'A Terraform variable or output for a Claude credential that is not `sensitive`, a Kubernetes ConfigMap that holds one, and (as information) a secret manager’s value that Terraform copies into a plain variable.',
  silent: '`sensitive = true`, `ephemeral = true`, Secrets, references to secret managers.',
  messages: say.texts,
  examples: [
    {
      file: 'variables.tf',
      bad: 'variable "anthropic_api_key" {\n  type = string\n}\n',
      good: 'variable "anthropic_api_key" {\n  type      = string\n  sensitive = true\n}\n',
    },
    {
      file: 'config.yaml',
      bad: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\ndata:\n  ANTHROPIC_API_KEY: taken-from-vault-at-deploy-7Hq2\n',
      good: 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\nstringData:\n  ANTHROPIC_API_KEY: ${ANTHROPIC_API_KEY}\n',
    },
  ],
  yieldsTo: ['hardcoded-credential', 'encoded-credential'],
  setting(setting, context) {
    return terraform(setting, context) ?? copiedSecret(setting, context) ?? configMap(setting, context) ?? [];
  },
};

/** The block itself: path `['variable', 'anthropic_api_key']` with no value. */
function terraform({ path, value, range }: Setting, { document }: RuleContext): Problem[] | undefined {
  const [kind, name] = path;
  if (document.format.id !== 'hcl' || path.length !== 2 || value !== null || (kind !== 'variable' && kind !== 'output'))
    return undefined;
  const inside = document.facts.settings.filter(
    (one) => one.path[0] === kind && one.path[1] === name && one.path.length === 3,
  );
  const isProtected = inside.some(
    ({ key, value: set }) => (key === 'sensitive' || key === 'ephemeral') && set !== false && set !== 'false',
  );
  const exposes =
    isCredential(name ?? '') ||
    (kind === 'output' && inside.some((one) => one.key === 'value' && refersToCredential(String(one.value))));
  if (isProtected || !exposes) return undefined;
  const header = { start: range.start, end: headerEnd(document.text, range.start, range.end) };
  return [
    {
      range: header,
      message: say(kind),
      fixes: markSensitive(document.text, range),
    },
  ];
}

/** `var.anthropic_api_key`, `aws_ssm_parameter.anthropic_api_key.value`; an identifier of one (`.arn`) gives nothing away. */
const refersToCredential = (value: string): boolean => {
  const parts = value.replace(/[^\w]+$/, '').split('.');
  const isValue = /^(?:value|secret_string|secret_data|payload|result|data)$/.test(parts.at(-1) ?? '');
  return isCredential((isValue ? parts.at(-2) : parts.at(-1)) ?? '');
};

function headerEnd(text: string, start: number, end: number): number {
  const brace = text.indexOf('{', start);
  return brace < 0 || brace > end ? end : text.slice(start, brace).trimEnd().length + start;
}

/** `sensitive = true` as the block's first attribute, or in place of `sensitive = false`. */
function markSensitive(text: string, block: Setting['range']): ProposedFix[] {
  const source = text.slice(block.start, block.end);
  const title = say('markSensitive');
  const off = /(\bsensitive\s*=\s*)false\b/.exec(source);
  if (off?.[1]) {
    const start = block.start + off.index + off[1].length;
    return [{ title, kind: 'safe', edits: [{ range: { start, end: start + 5 }, text: 'true' }] }];
  }
  const header = /^[^{]*\{[^\S\n]*(?:(?:#|\/\/)[^\n]*?)?(?=\r?\n)/.exec(source);
  const at = block.start + (header?.[0].length ?? source.indexOf('{') + 1);
  const newline = /\r?\n/.exec(text)?.[0] ?? '\n';
  const [, indentation = '  ', column = ''] = /\n([ \t]*)(\w+[ \t]*)=/.exec(source) ?? [];
  const added = `${newline}${indentation}${'sensitive '.padEnd(column.length)}= true${header ? '' : newline}`;
  return [{ title, kind: 'safe', edits: [{ range: { start: at, end: at }, text: added }] }];
}

/** A secret manager's value that Terraform reads and hands on lands in its state, and where it is handed on to. */
function copiedSecret({ key, value, environment, range }: Setting, { document }: RuleContext): Problem[] | undefined {
  const isCopied = /\bdata\.(?:\w*ssm_parameter|\w*secret\w*)\.[^}]*(?:value|secret_string|secret_data)\b/.test(
    String(value),
  );
  if (document.format.id !== 'hcl' || !environment || !credentialVariable.test(key) || !isCopied) return undefined;
  return [
    {
      range,
      severity: 'info',
      confidence: 'medium',
      message: say('copied', { variable: key }),
    },
  ];
}

function configMap(setting: Setting, { document }: RuleContext): Problem[] | undefined {
  const { path, key, value, range } = setting;
  if (!path.includes('data') || !credentialVariable.test(key) || !value || /^\s*(?:\{\{|\$\()/.test(String(value)))
    return undefined;
  const isMap =
    document.format.id === 'hcl' ? /^kubernetes_config_map/.test(path[1] ?? '') : isInConfigMap(setting, document);
  return isMap
    ? [{ range, message: say('configMap'), confidence: isPlaceholder(String(value)) ? 'low' : 'high' }]
    : undefined;
}

function isInConfigMap({ range }: Setting, { facts, text, format }: Document): boolean {
  if (format.id !== 'yaml' && format.id !== 'json') return false;
  return facts.settings.some(
    (one) =>
      one.key === 'kind' &&
      one.value === 'ConfigMap' &&
      (one.range.start < range.start
        ? isSameDocument(text, one.range.end, range.start)
        : isSameDocument(text, range.end, one.range.start)),
  );
}

const isSameDocument = (text: string, from: number, to: number): boolean => !/^---/m.test(text.slice(from, to));
