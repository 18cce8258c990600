/** The fix of a credential in a text: read it from the environment, in the idiom of the place. */

import type { Credential } from '../../../engine/credentials/credentials';
import { maskSecret } from '../../../engine/credentials/masking';
import type { LiteralValue, Range, Setting, Value } from '../../../engine/facts';
import { isActionFile, isPipeline } from '../../../engine/formats/pipelines';
import { phrases } from '../../../engine/messages';
import type { Document, Edit, ProposedFix } from '../../../engine/types';
import { lineRead } from '../line-idioms';
import { credentialVariable, variableOf } from '../names';
import { removeSetting } from '../removal';
import { isStartUpFile } from '../shell/start-up-files';
import { baseName, wholeLines, within } from '../values';
import { holdsCredential, isMovable, isWorkflow, isWritable, type Kept } from './movable';
import { readAlready } from './read-already';
import { asScalar, needsQuotes, referenceLikeOthers } from './references';

const say = phrases({
  read: 'Read {variable} from the environment',
  readAndIgnore: 'Read {variable} from the environment, name it in .env.example and ignore .env',
  remove: 'Remove it, and set {variable} where the program is started',
  removeAndIgnore: 'Remove it, set {variable} where the program is started, name it in .env.example and ignore .env',
  empty: 'Empty it, name {variable} in .env.example and ignore .env',
  mask: 'Shorten it to its first and last characters',
  maskAndIgnore: 'Shorten it to its first and last characters, name {variable} in .env.example and ignore .env',
});
/** What these fixes say, for the `messages` of a rule that offers them. */
export const environmentTexts = say.texts;

export type { Kept } from './movable';

/**
 * Fixes that replace the credential by a read of its environment variable; none where the place has no way to read one, where
 * it would still be decoded, or where its pieces would stay elsewhere.
 */
export function readFromEnvironment(
  { range, family, encoding, pieces }: Credential,
  document: Document,
): ProposedFix[] {
  if (pieces !== undefined) return [];
  return environmentFixes({ range, variable: variableOf(family), encoded: encoding !== undefined }, document);
}

/** The same for any secret. In code that runs in a browser there is no environment, and a notebook's output is no code. */
export function environmentFixes(secret: Kept, document: Document): ProposedFix[] {
  if (document.role === 'client' || document.role === 'output' || isBuilt(document)) return [];
  const assignment = selfAssignment(secret, document);
  if (assignment) return isStartUpFile(document.file.path) ? [remove(assignment)] : removals(assignment, document);
  const constant = defaultValue(secret, document);
  if (constant) return [remove(constant)];
  const masked = masking(secret, document);
  if (masked) return masked;
  const read = secret.encoded ? undefined : readAlready(secret.range, secret.variable, document.text);
  if (read) return reads([read.edit], read.variable, document);
  const place = placeOf(secret, document);
  const variable = place?.variable ?? secret.variable;
  const replacement = place && replace(place, secret.range, variable, document);
  const line = secret.encoded ? undefined : lineRead(secret.range, variable, document);
  const changes = replacement ? [...imports(document), replacement] : line;
  if (!changes) return withoutReference(secret, document);
  const edits = [...changes].sort((a, b) => a.range.start - b.range.start);
  return line || isProgram(document) || isMovable(secret, document)
    ? reads(edits, variable, document)
    : [{ title: say('read', { variable }), kind: 'suggestion', edits }];
}

/** The read alone, and with the files that tell of the variable. */
function reads(edits: Edit[], variable: string, document: Document): ProposedFix[] {
  const fix: ProposedFix = { title: say('read', { variable }), kind: 'suggestion', edits };
  return [fix, withEnvFiles({ ...fix, title: say('readAndIgnore', { variable }) }, variable, document)];
}

/** In a comment, and in prose, nothing reads it: what is left tells which one it was. */
function masking({ range, variable, encoded }: Kept, document: Document): ProposedFix[] | undefined {
  const { facts, format, text } = document;
  const isComment = facts.comments.some((comment) => within(range, comment));
  const secret = text.slice(range.start, range.end);
  if (encoded || !(isComment || format.id === 'markdown') || !holdsCredential(secret)) return undefined;
  const edits = [{ range, text: maskSecret(secret) }];
  const fix: ProposedFix = { title: say('mask'), kind: 'suggestion', edits };
  if (!isComment || !(isProgram(document) || isMovable({ range, variable }, document))) return [fix];
  return [fix, withEnvFiles({ ...fix, title: say('maskAndIgnore', { variable }) }, variable, document)];
}

/** What runs while an image is built has the environment of whoever starts the image no more than the image has. */
const isBuilt = ({ outer }: Document): boolean => outer?.format.id === 'dockerfile';

/** direnv's: what it sets is for whoever works in the folder. */
const isFolderEnvironment = ({ file }: Document): boolean => baseName(file.path) === '.envrc';

const isProgram = ({ format, file }: Document): boolean =>
  format.kind === 'code' && (format.id !== 'shell' || /\.(?:sh|bash|zsh)$/.test(file.path));

/** Formats that have no way to name a variable: the pair goes, or else its value. */
function withoutReference(secret: Kept, document: Document): ProposedFix[] {
  const { variable } = secret;
  const removed = removedSetting(secret, document);
  if (removed) return isMovable(secret, document) ? removals(removed, document) : [remove(removed)];
  const edit = isMovable(secret, document) ? emptied(secret, document) : undefined;
  return edit
    ? [withEnvFiles({ title: say('empty', { variable }), kind: 'suggestion', edits: [edit] }, variable, document)]
    : [];
}

/** Only a plain scalar that is nothing but the credential. */
function emptied({ range }: Kept, { facts, format, text }: Document): Edit | undefined {
  const setting = facts.settings.find(
    ({ valueRange }) => valueRange.start === range.start && valueRange.end === range.end,
  );
  // A cluster takes an empty secret for the secret.
  if (!setting || format.id === 'dockerfile' || isClusterSecret(facts.settings)) return undefined;
  const between = text.slice(setting.keyRange.end, range.start);
  if (!/^["']?(?:\s*[:=]\s*)?(?:[!&]\S+\s+)*["']?$/.test(between)) return undefined;
  const isQuoted = scalarRange(setting, text).start < range.start;
  return { range, text: isQuoted || format.id !== 'yaml' ? '' : '""' };
}

const isClusterSecret = (settings: readonly Setting[]): boolean =>
  settings.some(({ path, value }) => path.at(-1) === 'kind' && value === 'Secret');

function imports({ format, facts, text }: Document): Edit[] {
  const module = format.kind === 'code' ? format.idioms.environmentModule : undefined;
  return module === undefined ? [] : (format.idioms.imports?.(facts, text, module) ?? []);
}

/** Also tells others which variable there is, and keeps the file that holds it out of git. */
export function withEnvFiles(fix: ProposedFix, variable: string, { file }: Document): ProposedFix {
  const root = '../'.repeat(file.path.split('/').length - 1);
  return {
    ...fix,
    addLines: [
      { path: `${root}.env.example`, line: `${variable}=` },
      { path: `${root}.gitignore`, line: '.env' },
    ],
  };
}

/** What sets a variable goes: whoever starts the program sets it. */
interface Removal {
  variable: string;
  edit: Edit;
}

const remove = ({ variable, edit }: Removal): ProposedFix => ({
  ...{ title: say('remove', { variable }), kind: 'suggestion', edits: [edit] },
});

const removals = (removal: Removal, document: Document): ProposedFix[] => [
  remove(removal),
  withEnvFiles(
    { ...remove(removal), title: say('removeAndIgnore', { variable: removal.variable }) },
    removal.variable,
    document,
  ),
];

/** Code that sets the variable itself. */
function selfAssignment({ range }: Kept, document: Document): Removal | undefined {
  const { facts, format, text } = document;
  const setting = facts.settings.find((one) => one.environment && within(range, one.valueRange));
  const isKept = format.id === 'shell' && !isStartUpFile(document.file.path) && !isFolderEnvironment(document);
  if (!setting || format.kind !== 'code' || isKept) return undefined;
  const line = wholeLines(text, setting.range);
  const [before, after] = [text.slice(line.start, setting.range.start), text.slice(setting.range.end, line.end)];
  if (!/^\s*(?:export\s+)?$/.test(before) || !/^[ \t]*;?[ \t]*(?:(?:\/\/|#)[^\n]*)?\r?\n?$/.test(after))
    return undefined;
  return { variable: setting.key, edit: { range: line, text: '' } };
}

/** Terraform takes no variable for a variable's default; without one it asks for the value, or has it from the environment. */
function defaultValue({ range }: Kept, document: Document): Removal | undefined {
  if (document.format.id !== 'hcl') return undefined;
  const setting = document.facts.settings.find((one) => within(range, one.valueRange));
  const [block, name, key, ...more] = setting?.path ?? [];
  if (!setting || block !== 'variable' || key !== 'default' || more.length > 0) return undefined;
  return { variable: `TF_VAR_${name}`, edit: removeSetting(setting, document) };
}

/** Formats that set variables and cannot read one: the pair goes. */
function removedSetting({ range, encoded }: Kept, document: Document): Removal | undefined {
  const setting = document.facts.settings.find((one) => one.environment && within(range, one.valueRange));
  if (!setting || encoded || !/^(?:jsonc?|toml|dockerfile)$/.test(document.format.id)) return undefined;
  // What an image is built with is gone where its program is started.
  if (isBuildArgument(setting, document)) return undefined;
  return { variable: setting.key, edit: removeSetting(setting, document) };
}

const isBuildArgument = ({ range }: Setting, { format, text }: Document): boolean =>
  format.id === 'dockerfile' && /^\s*(?:ONBUILD\s+)?ARG\s/i.test(text.slice(wholeLines(text, range).start, range.end));

interface CredentialPlace {
  /** The literal, expression or scalar that holds it. */
  range: Range;
  /** What stands between its quotes; undefined for an expression, which is replaced whole. */
  content?: Range;
  variable?: string;
  /** LiteLLM reads `os.environ/NAME`. */
  isLiteLlm?: true;
}

function placeOf({ range, encoded }: Kept, { format, facts, file, text }: Document): CredentialPlace | undefined {
  if (format.kind === 'code') {
    const string = innermost(facts.strings, range);
    if (encoded) return string && isDecoded(string) ? { range: string.range } : undefined;
    return string?.kind === 'literal' && string.content ? { range: string.range, content: string.content } : undefined;
  }
  const setting = facts.settings.find((one) => within(range, one.valueRange));
  if (encoded && !holdsCredential(setting?.value)) return undefined;
  if (!setting) return { range, content: range };
  // A pipeline's own variable would be made of itself.
  if (setting.path.at(-2) === 'variables' && isPipeline(file.path)) return undefined;
  // `spring.ai.anthropic.api-key` is the name of a property, and of no variable that programs are given.
  const name = setting.key.replace(/^.*\./, '').toUpperCase().replace(/-/g, '_');
  const variable = credentialVariable.test(name) ? { variable: name } : {};
  const lite = setting.path.at(-2) === 'litellm_params' ? { isLiteLlm: true as const } : {};
  return { range: scalarRange(setting, text), content: setting.valueRange, ...variable, ...lite };
}

/** What the expression gives is the credential itself: nothing outside of it decodes it. */
const isDecoded = (value: Value): boolean =>
  value.kind === 'call' || value.kind === 'template' || (value.kind === 'literal' && holdsCredential(value.value));

/** The smallest listed string around a range; of a template's parts the literal that holds it all. */
function innermost(strings: readonly Value[], range: Range): Value | undefined {
  const around = strings.filter((one) => within(range, one.range));
  const smallest = around.sort((a, b) => a.range.end - a.range.start - (b.range.end - b.range.start))[0];
  const parts = smallest?.kind === 'template' ? smallest.parts : [];
  return parts.find((part): part is LiteralValue => part.kind === 'literal' && within(range, part.range)) ?? smallest;
}

/** A data format's scalar with the quotes around it. */
function scalarRange({ valueRange }: Setting, text: string): Range {
  const quoted = /["']/.test(text[valueRange.start - 1] ?? '') && text[valueRange.start - 1] === text[valueRange.end];
  return quoted ? { start: valueRange.start - 1, end: valueRange.end + 1 } : valueRange;
}

function replace(place: CredentialPlace, credential: Range, variable: string, document: Document): Edit | undefined {
  const { text, format, file } = document;
  const { range, content } = place;
  const alike =
    isWritable(document) && !isActionFile(file.path) ? likeOthers(credential, variable, document) : undefined;
  if (alike) return alike;
  const quote = content ? text.slice(range.start, content.start) : quoteOf(text.slice(range.start, range.end));
  const whole = !content || (content.start === credential.start && content.end === credential.end);
  const quoted = range.start < (content?.start ?? range.end);
  const known = format.idioms.readEnvironment(variable, { kind: 'inside', quote, path: file.path });
  if (whole && place.isLiteLlm) return { range, text: `os.environ/${variable}` };
  if (whole && isAssigned(variable, credential, document))
    return { range, text: `"\${${variable}:?set it in your environment}"` };
  const isFree =
    format.id === 'yaml' ? quoted && !needsQuotes(known ?? '', range, text) : quoted || format.kind === 'code';
  if (whole && isFree) {
    const read = format.idioms.readEnvironment(variable, { kind: 'literal', quote, path: file.path });
    return read === undefined ? undefined : { range, text: isAttribute(range, document) ? `{${read}}` : read };
  }
  if (known !== undefined) return { range: credential, text: asScalar(known, credential, document) };
  const interpolated =
    content &&
    format.idioms.interpolate?.(
      text.slice(range.start, range.end),
      {
        start: credential.start - range.start,
        end: credential.end - range.start,
      },
      variable,
    );
  return interpolated === undefined ? undefined : { range, text: interpolated };
}

/** In the way in which the file's other values are read, where the path says none. */
function likeOthers(range: Range, variable: string, document: Document): Edit | undefined {
  const { format, file } = document;
  const place = { kind: 'inside', quote: '"', path: file.path } as const;
  if (format.idioms.readEnvironment(variable, place) !== undefined) return undefined;
  if (removedSetting({ range, variable }, document)) return undefined;
  const reference = isWorkflow(document)
    ? `\${{ secrets.${variable} }}`
    : referenceLikeOthers(variable, range, document);
  return reference === undefined ? undefined : { range, text: asScalar(reference, range, document) };
}

/** A shell script that sets the variable itself: it is to be set already. */
const isAssigned = (variable: string, credential: Range, { format, facts }: Document): boolean =>
  format.id === 'shell' &&
  facts.settings.some(({ key, valueRange }) => key === variable && within(credential, valueRange));

/** The string is the value of a JSX attribute, where an expression stands in braces. */
const isAttribute = ({ start }: Range, { format, text }: Document): boolean =>
  /^(?:javascript|tsx)$/.test(format.id) &&
  /<[A-Za-z][\w.]*\s(?:[^<>]*\s)?[\w-]+=$/.test(text.slice(Math.max(0, start - 500), start));

const quoteOf = (source: string): string => /["'`]/.exec(source)?.[0] ?? '"';
