import { type GraphQLInputType, getNamedType, isCompositeType, isInputObjectType } from 'graphql';
import type { WeighField } from './count-nodes.js';
import { argumentsOf } from './directive-arguments.js';

/**
 * What a field costs, by `@cost`: its own weight and those of its arguments once for each object that is asked for it,
 * and the weight of its type for each that it gives: one for an object and nothing for a leaf, where the type has none
 * itself.
 * @see https://ibm.github.io/graphql-specs/cost-spec.html
 */
export const weighField: WeighField = (field, type, { parents, own }) => {
  const ofField = weightOf(field.astNode) ?? 0;
  const ofArguments = field.args.reduce(
    (sum, { astNode, type: input }) => sum + (weightOf(astNode) ?? weightOfInput(input)),
    0,
  );
  const ofType = weightOf(type.astNode) ?? (isCompositeType(type) ? 1 : 0);
  return parents * (ofField + ofArguments) + own * ofType;
};

/** The weights of an input object's own fields; what is within those is not looked at. */
function weightOfInput(input: GraphQLInputType): number {
  const named = getNamedType(input);
  if (!isInputObjectType(named)) return weightOf(named.astNode) ?? 0;
  return Object.values(named.getFields()).reduce((sum, { astNode }) => sum + (weightOf(astNode) ?? 0), 0);
}

function weightOf(node: Parameters<typeof argumentsOf>[0]): number | undefined {
  const weight = argumentsOf(node, 'cost')?.['weight'];
  const number = typeof weight === 'string' ? Number(weight) : weight;
  return typeof number === 'number' && Number.isFinite(number) ? Math.max(0, number) : undefined;
}
