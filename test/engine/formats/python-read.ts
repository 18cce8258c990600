import type { Binding, Facts, Range, Value } from '../../../src/engine/facts';
import { python } from '../../../src/engine/formats/python/python';
import { factsOf } from '../../support/parsing';

export const readPython = (text: string): Promise<Facts> => factsOf(python, text, 'a.py');

/** A value in one line: names with the kind of their scope where it is not the module. */
export function show(value: Value | undefined): string {
  switch (value?.kind) {
    case undefined:
      return '-';
    case 'literal':
      return JSON.stringify(value.value);
    case 'name':
      return value.scope.kind === 'module' ? value.name : `${value.name}@${value.scope.kind}`;
    case 'member':
      return `${show(value.object)}.${value.property ?? '?'}`;
    case 'call': {
      const args = value.call.args.map(
        (one) => `${one.spread ? '*' : ''}${one.name ? `${one.name}=` : ''}${show(one.value)}`,
      );
      return `${show(value.call.callee)}(${args.join(', ')})`;
    }
    case 'template':
      return `T[${value.parts.map(show).join(' ')}]`;
    case 'array':
      return `[${value.items.map(show).join(', ')}]`;
    case 'object':
      return `{${value.entries.map((one) => (one.spread ? `**${show(one.value)}` : `${one.key ?? '?'}: ${show(one.value)}`)).join(', ')}}`;
    case 'choice':
      return `<${value.options.map(show).join(' | ')}>`;
    case 'function':
      return `fn(${value.function.parameters.map(({ name }) => name).join(' ')})`;
    case 'unknown':
      return `?(${value.parts.map(show).join(' ')})`;
  }
}

/** The value of `x = <source>`. */
export async function valueOfX(source: string): Promise<Value | undefined> {
  const { module } = await readPython(`x = ${source}\n`);
  return module.bindings.get('x')?.at(-1)?.value;
}

export const slice = (text: string, { start, end }: Range): string => text.slice(start, end);

/** `scope kind name = value`. */
export const showBinding = ({ kind, name, scope, value }: Binding): string =>
  `${scope.kind} ${kind} ${name} = ${show(value)}`;
