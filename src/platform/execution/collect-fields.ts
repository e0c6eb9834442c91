import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';

/** The fragments of a document by name. */
export type FragmentMap = Readonly<Record<string, FragmentDefinitionNode>>;

/** What selections are read with. */
export interface CollectOptions {
  readonly schema: GraphQLSchema;
  readonly fragments: FragmentMap;
}

/**
 * The fields that selections ask of an object type, by response key, in the order of the document (GraphQL
 * specification §6.3.2). For documents without `@skip` and `@include`.
 */
export function collectFields(
  options: CollectOptions,
  type: GraphQLObjectType,
  selectionSets: Iterable<SelectionSetNode>,
): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();

  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const nodes = fields.get(key);
        if (nodes === undefined) fields.set(key, [selection]);
        else nodes.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (applies(options.schema, selection.typeCondition, type)) collect(selection.selectionSet);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = options.fragments[selection.name.value];
        if (fragment !== undefined && applies(options.schema, fragment.typeCondition, type)) {
          collect(fragment.selectionSet);
        }
      }
    }
  };
  for (const selectionSet of selectionSets) collect(selectionSet);
  return fields;
}

function applies(schema: GraphQLSchema, condition: NamedTypeNode | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined) return true;
  const conditional = schema.getType(condition.name.value);
  return conditional === type || (isAbstractType(conditional) && schema.isSubType(conditional, type));
}
