import {
  type GraphQLInputType,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  type InputValueDefinitionNode,
  isInputObjectType,
  isListType,
} from 'graphql';
import { argumentsOf } from './directive-arguments.js';

/** An argument, or a field of an input object. */
export interface InputPlace {
  readonly type: GraphQLInputType;
  readonly astNode?: InputValueDefinitionNode | null | undefined;
}

/** The weight of an argument or input field that is given: its own or its type's, and of what its value holds. */
export function weighInput({ type, astNode }: InputPlace, value: unknown): number {
  return (weightOf(astNode) ?? weightOf(getNamedType(type).astNode) ?? 0) + weighWithin(type, value);
}

function weighWithin(type: GraphQLInputType, value: unknown): number {
  if (value == null || !hasWeightsWithin(type)) return 0;
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    return items.reduce<number>((sum, item) => sum + weighWithin(nullable.ofType, item), 0);
  }
  if (!isInputObjectType(nullable) || typeof value !== 'object') return 0;
  const given = value as Readonly<Record<string, unknown>>;
  return Object.values(nullable.getFields()).reduce((sum, field) => {
    const inside = (Object.hasOwn(given, field.name) ? given[field.name] : undefined) ?? field.defaultValue;
    return inside == null ? sum : sum + weighInput(field, inside);
  }, 0);
}

/** The weight of `@cost`, a number or a text with one; undefined without, and where it is a formula. */
export function weightOf(node: Parameters<typeof argumentsOf>[0]): number | undefined {
  const weight = argumentsOf(node, 'cost')?.['weight'];
  const number = typeof weight === 'string' && weight.trim() !== '' ? Number(weight) : weight;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

const known = new WeakMap<GraphQLNamedType, boolean>();

/** Whether the weight of a value depends on what it holds. */
export function hasWeightsWithin(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  const remembered = known.get(named);
  if (remembered !== undefined) return remembered;
  const found = [...reachable(named)].some(
    (one) =>
      weightOf(one.astNode) !== undefined ||
      (isInputObjectType(one) && Object.values(one.getFields()).some(({ astNode }) => weightOf(astNode) !== undefined)),
  );
  known.set(named, found);
  return found;
}

/** The type and those of all that it can hold; an input object may hold its own kind. */
function reachable(type: GraphQLNamedType, seen = new Set<GraphQLNamedType>()): ReadonlySet<GraphQLNamedType> {
  if (seen.has(type)) return seen;
  seen.add(type);
  if (isInputObjectType(type))
    for (const field of Object.values(type.getFields())) reachable(getNamedType(field.type), seen);
  return seen;
}
