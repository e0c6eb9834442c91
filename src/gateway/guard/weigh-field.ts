import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  valueFromASTUntyped,
} from 'graphql';
import type { AskedField, WeighField } from './count-nodes.js';
import { hasWeightsWithin, weighInput, weightOf } from './weigh-input.js';

/**
 * What a field costs, by `@cost`: once for each object that it is asked of its own weight and those of the arguments
 * and input fields that are given, by the client or by default, which may be negative but not in sum; and for each
 * object that it gives the weight of its type. An object without one counts for one, a leaf for nothing. Input objects
 * count for nothing by themselves, for a limit on the values of a body bounds them.
 * @see https://ibm.github.io/graphql-specs/cost-spec.html#sec-Field-Cost
 */
export const weighField: WeighField = (asked) => {
  const { schema, field, type, parents, own } = asked;
  const raw = weighedArguments(field).reduce(
    (sum, argument) => sum + weighArgument(argument, asked),
    weightOf(field.astNode) ?? 0,
  );
  return parents * Math.max(0, raw) + own * Math.max(0, weightOfType(type, schema));
};

/** No `@cost` stands on interfaces and unions: an object of one may be of its heaviest type. */
function weightOfType(type: GraphQLNamedType, schema: GraphQLSchema): number {
  if (!isCompositeType(type)) return weightOf(type.astNode) ?? 0;
  if (!isAbstractType(type)) return weightOf(type.astNode) ?? 1;
  const possible = schema.getPossibleTypes(type);
  return possible.length === 0 ? 1 : Math.max(...possible.map(({ astNode }) => weightOf(astNode) ?? 1));
}

function weighArgument({ name, type, astNode, defaultValue }: GraphQLArgument, asked: AskedField): number {
  const node = asked.node.arguments?.find((argument) => argument.name.value === name)?.value;
  const value = (node === undefined ? undefined : valueFromASTUntyped(node, asked.variables)) ?? defaultValue;
  return value == null ? 0 : weighInput({ astNode, type }, value);
}

const weighed = new WeakMap<GraphQLField<unknown, unknown>, readonly GraphQLArgument[]>();

/** Those that have a weight, or may hold something that has. */
function weighedArguments(field: GraphQLField<unknown, unknown>): readonly GraphQLArgument[] {
  const known = weighed.get(field);
  if (known !== undefined) return known;
  const found = field.args.filter(({ astNode, type }) => weightOf(astNode) !== undefined || hasWeightsWithin(type));
  weighed.set(field, found);
  return found;
}
