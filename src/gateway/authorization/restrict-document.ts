import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FieldRules } from './field-rules.js';
import type { Requirement } from './requirement.js';
import { unauthorizedErrors } from './unauthorized-errors.js';

/** A document without what its caller may not read. */
export interface RestrictedDocument {
  /** What is planned. */
  readonly document: DocumentNode;
  /** Whether nothing is left of it. */
  readonly asksNothing: boolean;
  /** Whether a selection of the document as it was is not asked for: its value is null. */
  readonly isDenied: (selection: SelectionNode) => boolean;
  /** Whether the caller may read a field of an object that came, by the name of its type. */
  readonly mayRead: (type: string, field: string) => boolean;
  /** One for each selection that was taken out. */
  readonly errors: readonly GraphQLError[];
}

/** By what it is restricted. */
export interface RestrictionRules {
  readonly schema: GraphQLSchema;
  readonly rules: FieldRules;
  readonly allows: (requirement: Requirement | null) => boolean;
}

/**
 * Takes out of an operation what its caller may not read. A field is judged on the type it is selected on, a fragment by
 * its condition; a field of whose selections nothing is left goes too, so that no subgraph is asked for an object
 * without fields.
 */
export function restrictDocument(
  document: DocumentNode,
  operationName: string | undefined,
  { schema, rules, allows }: RestrictionRules,
): RestrictedDocument {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const refused = new Set<SelectionNode>();
  const emptied = new Set<SelectionNode>();
  const left = new Map<string, FragmentDefinitionNode | null>();

  const mayReadType = (type: string) => allows(rules.ofType(type));
  const mayReadField = (type: string, field: string) => field.startsWith('__') || allows(rules.ofField(type, field));

  const refuse = (selection: SelectionNode): void => {
    refused.add(selection);
    if (selection.kind !== Kind.FRAGMENT_SPREAD)
      for (const inner of selection.selectionSet?.selections ?? []) refuse(inner);
  };
  const restrictField = (field: FieldNode, type: string): FieldNode | null => {
    const name = field.name.value;
    if (!mayReadField(type, name)) {
      refuse(field);
      return null;
    }
    if (field.selectionSet === undefined) return field;
    const below = typeBelow(schema, type, name);
    const selectionSet = below === undefined ? field.selectionSet : restrictSet(field.selectionSet, below);
    if (selectionSet !== null) return { ...field, selectionSet };
    emptied.add(field);
    return null;
  };
  const restrictFragment = (name: string): FragmentDefinitionNode | null => {
    const known = left.get(name);
    if (known !== undefined) return known;
    const fragment = fragments.get(name);
    const selectionSet = fragment && restrictSet(fragment.selectionSet, fragment.typeCondition.name.value);
    const restricted = fragment && selectionSet ? { ...fragment, selectionSet } : null;
    left.set(name, restricted);
    return restricted;
  };
  const restrictSelection = (selection: SelectionNode, type: string): SelectionNode | null => {
    if (selection.kind === Kind.FIELD) return restrictField(selection, type);
    const condition =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? fragments.get(selection.name.value)?.typeCondition.name.value
        : selection.typeCondition?.name.value;
    if (condition !== undefined && !mayReadType(condition)) {
      refuse(selection);
      return null;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) return restrictFragment(selection.name.value) && selection;
    const selectionSet = restrictSet(selection.selectionSet, condition ?? type);
    return selectionSet && { ...selection, selectionSet };
  };
  const restrictSet = (set: SelectionSetNode, type: string): SelectionSetNode | null => {
    const selections = set.selections.flatMap((selection) => restrictSelection(selection, type) ?? []);
    return selections.length === 0 ? null : { ...set, selections };
  };

  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  const selectionSet = operation && root ? restrictSet(operation.selectionSet, root.name) : null;
  const definitions = [
    ...(selectionSet === null ? [] : [{ ...(operation as OperationDefinitionNode), selectionSet }]),
    ...[...left.values()].filter((fragment) => fragment !== null),
  ];
  return {
    document: refused.size === 0 ? document : { kind: Kind.DOCUMENT, definitions },
    asksNothing: selectionSet === null,
    isDenied: (selection) => refused.has(selection) || emptied.has(selection),
    mayRead: (type, field) => mayReadType(type) && mayReadField(type, field),
    errors:
      operation == null || root == null || refused.size === 0
        ? []
        : unauthorizedErrors({ operation, root, fragments, schema, isRefused: (selection) => refused.has(selection) }),
  };
}

/** The type of the objects below a field. */
function typeBelow(schema: GraphQLSchema, type: string, field: string): string | undefined {
  const parent = schema.getType(type);
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  const definition = parent.getFields()[field];
  const below = definition && getNamedType(definition.type);
  return isCompositeType(below) ? below.name : undefined;
}
