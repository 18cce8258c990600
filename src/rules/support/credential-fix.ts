/** The fix of a credential in a text: read it from the environment, in the idiom of the place. */
import type { Credential } from '../../engine/credentials';
import type { LiteralValue, Range, Setting, Value } from '../../engine/facts';
import type { Document, Edit, Fix } from '../../engine/types';
import { credentialVariable, variableOf } from './names';
import { within } from './values';

/** Fixes that replace the credential by a read of its environment variable; none where the format has no way to read one. */
export function readFromEnvironment(credential: Credential, document: Document): Fix[] {
  const place = placeOf(credential, document);
  if (!place) return [];
  const variable = place.variable ?? variableOf(credential.family);
  const replacement = replace(place, credential.range, variable, document);
  if (!replacement) return [];
  const { idioms } = document.format;
  const module = document.format.kind === 'code' ? idioms.environmentModule : undefined;
  const imports = module ? (idioms.imports?.(document.facts, document.text, module) ?? []) : [];
  const edits = [...imports, replacement].sort((a, b) => a.range.start - b.range.start);
  return [{ title: `Read ${variable} from the environment`, kind: 'suggestion', edits }];
}

interface CredentialPlace {
  /** The literal, expression or scalar that holds it. */
  range: Range;
  /** What stands between its quotes; undefined for an expression, which is replaced whole. */
  content?: Range;
  variable?: string;
}

function placeOf(credential: Credential, document: Document): CredentialPlace | undefined {
  if (document.format.kind === 'code') {
    const string = innermost(document.facts.strings, credential.range);
    if (!string) return undefined;
    return string.kind === 'literal' && string.content && !credential.encoding
      ? { range: string.range, content: string.content }
      : { range: string.range };
  }
  const setting = document.facts.settings.find((one) => within(credential.range, one.valueRange));
  if (!setting) return credential.encoding ? undefined : { range: credential.range, content: credential.range };
  const name = setting.environment || credentialVariable.test(setting.key) ? setting.key : undefined;
  return {
    range: scalarRange(setting, document.text),
    content: setting.valueRange,
    ...(name ? { variable: name } : {}),
  };
}

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
  const quote = content ? text.slice(range.start, content.start) : quoteOf(text.slice(range.start, range.end));
  const whole = !content || (content.start === credential.start && content.end === credential.end);
  const quoted = range.start < (content?.start ?? range.end);
  if (whole && (quoted || format.kind === 'code')) {
    const read = format.idioms.readEnvironment(variable, { kind: 'literal', quote, path: file.path });
    return read === undefined ? undefined : { range, text: read };
  }
  const read = format.idioms.readEnvironment(variable, { kind: 'inside', quote, path: file.path });
  if (read !== undefined) return { range: credential, text: read };
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

const quoteOf = (source: string): string => /["'`]/.exec(source)?.[0] ?? '"';
