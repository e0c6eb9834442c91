import { type ASTNode, type ConstDirectiveNode, valueFromASTUntyped } from 'graphql';

type Arguments = Readonly<Record<string, unknown>>;

/** A document's nodes never change: what was read once is remembered. */
const known = new WeakMap<ASTNode, Map<string, Arguments | undefined>>();

/** The arguments of a directive in a schema's SDL; undefined where it is not there. */
export function argumentsOf(node: ASTNode | null | undefined, directive: string): Arguments | undefined {
  if (node == null || !('directives' in node)) return undefined;
  const read = known.get(node) ?? new Map<string, Arguments | undefined>();
  known.set(node, read);
  if (!read.has(directive)) {
    const found = (node.directives as readonly ConstDirectiveNode[] | undefined)?.find(
      ({ name }) => name.value === directive,
    );
    const given = found?.arguments?.map(({ name, value }) => [name.value, valueFromASTUntyped(value)] as const);
    read.set(directive, found && Object.fromEntries(given ?? []));
  }
  return read.get(directive);
}
