import { type FieldNode, Kind, type OperationDefinitionNode, parse, print, type SelectionSetNode } from 'graphql';

/**
 * Whether what is asked at a response path is the same whatever the types on the way to it. Plans know paths and not the
 * types on them: `... on Lion { keeper { id } } ... on Snake { keeper { name } }` has the name of both keepers fetched.
 */
export function asksTypesAlike(query: string): boolean {
  const { definitions } = parse(query);
  const fragments = new Map(
    definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [])),
  );
  const operation = definitions.find((node): node is OperationDefinitionNode => 'operation' in node);
  return operation === undefined || isAlike([operation.selectionSet]);

  function isAlike(selectionSets: readonly SelectionSetNode[]): boolean {
    const byKey = new Map<string, Map<string, FieldNode[]>>();
    for (const selectionSet of selectionSets) collect(selectionSet, '', byKey);
    return [...byKey.values()].every((byType) => {
      const fields = [...byType.values()];
      const asked = new Set(fields.map((nodes) => nodes.map((node) => print(node)).join()));
      return asked.size === 1 && isAlike(fields.flat().flatMap(({ selectionSet }) => selectionSet ?? []));
    });
  }

  /** The composite fields of a selection, by response key and the type conditions around them. */
  function collect({ selections }: SelectionSetNode, type: string, byKey: Map<string, Map<string, FieldNode[]>>): void {
    for (const node of selections) {
      if (node.kind === Kind.FIELD) {
        if (node.selectionSet === undefined) continue;
        const key = (node.alias ?? node.name).value;
        const byType = byKey.get(key) ?? new Map<string, FieldNode[]>();
        byKey.set(key, byType.set(type, [...(byType.get(type) ?? []), node]));
      } else {
        const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
        const condition = fragment?.typeCondition?.name.value;
        if (fragment !== undefined) collect(fragment.selectionSet, condition ?? type, byKey);
      }
    }
  }
}
