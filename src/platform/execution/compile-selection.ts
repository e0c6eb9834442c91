import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isLeafType,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  visit,
} from 'graphql';
import { type CollectOptions, collectFields } from './collect-fields.js';
import { compilePosition } from './compile-position.js';
import type { CompiledArguments, CompiledField, CompiledSelection, SelectionOf } from './compiled-field.js';
import type { Container } from './response-node.js';

/**
 * Compiles what selections ask of an object type. A field that the type does not have is left out, as graphql-js does.
 */
export function compileSelection(
  options: CollectOptions,
  type: GraphQLObjectType,
  selectionSets: Iterable<SelectionSetNode>,
): CompiledSelection {
  const blank: [key: string, value: string | null][] = [];
  const fields: CompiledField[] = [];
  for (const [key, nodes] of collectFields(options, type, selectionSets)) {
    const node = nodes[0] as FieldNode;
    const definition = definitionOf(options, type, node.name.value);
    if (definition === undefined) continue;
    const isTypename = definition === TypeNameMetaFieldDef;
    blank.push([key, isTypename ? type.name : null]);
    if (isTypename) continue;
    const { resolve } = definition;
    fields.push({
      key,
      name: definition.name,
      nodes,
      parentType: type,
      definition,
      resolve: resolve === undefined || resolve === defaultFieldResolver ? null : resolve,
      arguments: compileArguments(definition, node),
      position: compilePosition(definition.type, isLeaf(definition) ? ofLeaf : subselections(options, nodes)),
    });
  }
  const isPlain = fields.every(
    (field) => field.resolve === null && field.arguments === null && field.position.leaf !== null,
  );
  return { fields, isPlain, blank: blankOf(blank) };
}

const isLeaf = ({ type }: GraphQLField<unknown, unknown>) => isLeafType(getNamedType(type));

const ofLeaf: SelectionOf = () => ({ fields: [], isPlain: true, blank: {} });

/** What the nodes of a field ask of each object type, compiled when the first such object is met. */
function subselections(options: CollectOptions, nodes: readonly FieldNode[]): SelectionOf {
  const byType = new Map<GraphQLObjectType, CompiledSelection>();
  return (type) => {
    let selection = byType.get(type);
    if (selection === undefined) {
      const selectionSets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      selection = compileSelection(options, type, selectionSets);
      byType.set(type, selection);
    }
    return selection;
  };
}

function definitionOf({ schema }: CollectOptions, type: GraphQLObjectType, name: string) {
  const isRoot = type === schema.getQueryType();
  if (isRoot && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (isRoot && name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  return type.getFields()[name] as GraphQLField<unknown, unknown> | undefined;
}

function compileArguments(definition: GraphQLField<unknown, unknown>, node: FieldNode): CompiledArguments | null {
  if (definition.args.length === 0) return null;
  let constant = true;
  for (const argument of node.arguments ?? []) {
    visit(argument, {
      Variable() {
        constant = false;
      },
    });
  }
  return { constant, values: undefined };
}

/** Made by JSON.parse, and copied: an object that grows key by key becomes a slow one in V8 at some twenty keys. */
function blankOf(entries: readonly (readonly [key: string, value: string | null])[]): Container {
  const members = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
  return JSON.parse(`{${members.join(',')}}`) as Container;
}
