import {
  buildASTSchema,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  type TypeNode,
} from 'graphql';

/**
 * The schema that clients see of a supergraph: without the directives for the planner, and without what is
 * `@inaccessible`. Left out of the document, so that one schema is built and not two.
 */
export function clientSchema(supergraph: DocumentNode): GraphQLSchema {
  const hidden = new Set(supergraph.definitions.filter(isHiddenType).map(nameOf));
  const definitions = supergraph.definitions.flatMap((definition) => seen(definition, hidden) ?? []);
  return buildASTSchema({ ...supergraph, definitions }, { assumeValid: true, assumeValidSDL: true });
}

/**
 * Of the specifications that a supergraph links: join, link, core, inaccessible, those of authorization, and
 * federation's own root fields.
 */
const MACHINERY =
  /^(?:_Entity|_Any|_FieldSet|_Service|link|inaccessible|authenticated|requiresScopes|policy|(?:link|join|core|requiresScopes|policy)__\w*)$/;

/** What says how much fields cost stays where it stands: the guard reads it, and clients are given the sum. */
const WEIGHTS: ReadonlySet<string> = new Set(['cost', 'listSize']);

interface Hideable {
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/** The definition as clients see it; undefined where it is hidden. */
function seen(definition: DefinitionNode, hidden: ReadonlySet<string>): DefinitionNode | undefined {
  if (hidden.has(nameOf(definition))) return undefined;
  const isSeen = ({ name }: { readonly name: { readonly value: string } }) => !hidden.has(name.value);
  const isSeenInput = (input: InputValueDefinitionNode) => !isHidden(input) && !hidden.has(namedType(input.type));
  switch (definition.kind) {
    case Kind.DIRECTIVE_DEFINITION:
      return MACHINERY.test(definition.name.value) || WEIGHTS.has(definition.name.value) ? undefined : definition;
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = (definition.fields ?? [])
        .filter((field) => !isHidden(field) && field.name.value !== '_entities' && !hidden.has(namedType(field.type)))
        .map((field): FieldDefinitionNode => ({ ...field, arguments: (field.arguments ?? []).filter(isSeenInput) }));
      return { ...definition, fields, interfaces: (definition.interfaces ?? []).filter(isSeen) };
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return { ...definition, fields: (definition.fields ?? []).filter(isSeenInput) };
    case Kind.ENUM_TYPE_DEFINITION:
      return { ...definition, values: (definition.values ?? []).filter((value) => !isHidden(value)) };
    case Kind.UNION_TYPE_DEFINITION:
      return { ...definition, types: (definition.types ?? []).filter(isSeen) };
    default:
      return definition;
  }
}

function isHiddenType(definition: DefinitionNode): boolean {
  return isTypeDefinitionNode(definition) && (MACHINERY.test(definition.name.value) || isHidden(definition));
}

function isHidden({ directives = [] }: Hideable): boolean {
  return directives.some(({ name }) => name.value === 'inaccessible');
}

function nameOf(definition: DefinitionNode): string {
  return 'name' in definition ? (definition.name?.value ?? '') : '';
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
