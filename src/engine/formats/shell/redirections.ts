/** Where a shell command's output goes and where its input comes from. */
import type { Command, Word } from '../../facts';
import type { Node } from '../../grammars';
import { namedChildren, rangeOf } from '../syntax-tree';
import { wordText } from './words';

const wordOf = (node: Node, text: string): Word => ({ text: wordText(node, text), range: rangeOf(node) });

/** Files that a pipeline's next command, `tee`, writes. */
function teed(command: Node, text: string): Word[] {
  const stage = command.parent?.type === 'redirected_statement' ? command.parent : command;
  const pipeline = stage.parent?.type === 'pipeline' ? namedChildren(stage.parent) : [];
  const at = pipeline.findIndex(({ id }) => id === stage.id);
  const next = at < 0 ? undefined : pipeline[at + 1];
  const [name, ...words] = next?.type === 'command' ? namedChildren(next).map((node) => wordOf(node, text)) : [];
  const program = name?.text === 'sudo' ? words.shift() : name;
  return program?.text === 'tee' ? words.filter((word) => !word.text.startsWith('-')) : [];
}

/**
 * The redirections around a command: of its statement, of the pipeline or the list that it ends (the grammar gives `a && b > c`
 * to both), of the group that it stands in.
 */
function around(node: Node): Node[] {
  const { parent } = node;
  if (!parent) return [];
  if (/^(?:pipeline|list)$/.test(parent.type) && namedChildren(parent).at(-1)?.id !== node.id) return [];
  if (!/^(?:redirected_statement|pipeline|list|compound_statement|subshell)$/.test(parent.type)) return [];
  const own = parent.type === 'redirected_statement' ? namedChildren(parent).filter(({ id }) => id !== node.id) : [];
  return [...own, ...around(parent)];
}

/** Redirections of the command itself and around it, and what its output is piped into. */
export function redirections(command: Node, text: string): Pick<Command, 'writes' | 'input'> {
  const parts = [...namedChildren(command), ...around(command)];
  // A here-document's redirection holds the file redirections that follow it on its line.
  const documents = parts.filter(({ type }) => type === 'heredoc_redirect');
  const files = [...parts, ...documents.flatMap(namedChildren)].filter(
    (part) => part.type === 'file_redirect' && /^(?:1|&)?>/.test(text.slice(part.startIndex, part.endIndex)),
  );
  const targets = files.flatMap((part) => part.childForFieldName('destination') ?? []);
  const writes = [...targets.map((node) => wordOf(node, text)), ...teed(command, text)];
  const body = documents.flatMap(namedChildren).find(({ type }) => type === 'heredoc_body');
  return { ...(writes.length > 0 ? { writes } : {}), ...(body ? { input: wordOf(body, text) } : {}) };
}
