/** JavaScript and TypeScript operators -> values: sums, choices, and tests that decide what runs. */
import type { UnknownValue, Value } from '../../facts';
import { fieldOf, rangeOf, type SyntaxNode } from '../../snapshot';
import { deeper, type Place } from './place';

/** What operators need of other expressions. */
export interface Operands {
  value(node: SyntaxNode, place: Place): Value;
  unknown(node: SyntaxNode, place: Place): UnknownValue;
  /** Notes a string. */
  listed(string: Value, place: Place): Value;
  assign(target: SyntaxNode, value: Value, place: Place): void;
}

export function createOperators({ value, unknown, listed, assign }: Operands) {
  function binary(node: SyntaxNode, place: Place): Value {
    const operator = node.token;
    if (operator === '+') return sum(node, place);
    const inner = deeper(place, false, 0);
    if (operator === '||' || operator === '&&') return logical(node, operator, inner);
    if (operator === '??') return choice(node, ['left', 'right'], inner);
    return operation(node, operator, inner);
  }

  function unary(node: SyntaxNode, place: Place): Value {
    const result = operation(node, node.token, place);
    const [only] = result.parts;
    if (node.token !== '-' || only?.kind !== 'literal' || typeof only.value !== 'number') return result;
    return { kind: 'literal', value: -only.value, range: rangeOf(node) };
  }

  function operation(node: SyntaxNode, operator: string | undefined, place: Place): UnknownValue {
    const value = unknown(node, place);
    return operator === undefined ? value : { ...value, operator };
  }

  /** The right side runs only where the left one did not decide. */
  function logical(node: SyntaxNode, operator: '||' | '&&', place: Place): Value {
    const [left, right] = [fieldOf(node, 'left'), fieldOf(node, 'right')];
    if (!left || !right) return unknown(node, place);
    const condition = value(left, place);
    const holds = operator === '&&';
    place.facts.regions.push({ kind: 'branch', range: rangeOf(right), condition, holds });
    const values = [condition, value(right, place)];
    return holds
      ? { kind: 'unknown', operator, parts: values, range: rangeOf(node) }
      : { kind: 'choice', options: values, range: rangeOf(node) };
  }

  /** `a + b + c` flattened without recursion on the left side. With no string in it, it is arithmetic. */
  function sum(node: SyntaxNode, place: Place): Value {
    const operands: SyntaxNode[] = [];
    let left: SyntaxNode | undefined = node;
    while (left?.type === 'binary_expression' && left.token === '+') {
      const right = fieldOf(left, 'right');
      if (right) operands.push(right);
      left = fieldOf(left, 'left');
    }
    if (left) operands.push(left);
    const parts = operands.reverse().flatMap((operand) => {
      const part = value(operand, deeper(place, true, 0));
      return part.kind === 'template' ? part.parts : [part];
    });
    const isText = parts.some((part) => part.kind === 'literal' && typeof part.value === 'string');
    if (!isText && parts.every((part) => part.kind === 'literal'))
      return { kind: 'unknown', parts, range: rangeOf(node) };
    return listed({ kind: 'template', parts, range: rangeOf(node) }, place);
  }

  function choice(node: SyntaxNode, fields: readonly string[], place: Place): Value {
    const test = fieldOf(node, 'condition');
    const condition = test ? value(test, place) : undefined;
    const options = fields.flatMap((field) => {
      const option = fieldOf(node, field);
      if (option && condition)
        place.facts.regions.push({ kind: 'branch', range: rangeOf(option), condition, holds: field === 'consequence' });
      return option ? [value(option, place)] : [];
    });
    return { kind: 'choice', options, range: rangeOf(node), ...(condition && { condition }) };
  }

  function augmented(node: SyntaxNode, place: Place): Value {
    const left = fieldOf(node, 'left');
    const right = fieldOf(node, 'right');
    if (!left || !right) return unknown(node, place);
    const operator = node.token;
    const parts = [value(left, place), value(right, place)];
    const range = rangeOf(node);
    const result: Value =
      operator === '+='
        ? { kind: 'template', parts, range }
        : operator === '??=' || operator === '||='
          ? { kind: 'choice', options: parts, range }
          : { kind: 'unknown', parts, range };
    assign(left, result, place);
    return result;
  }

  function assignment(node: SyntaxNode, place: Place): Value {
    const left = fieldOf(node, 'left');
    const right = fieldOf(node, 'right');
    if (!left || !right) return unknown(node, place);
    const assigned = value(right, place);
    assign(left, assigned, place);
    return assigned;
  }

  return { binary, unary, choice, assignment, augmented };
}
