import type { GraphQLField } from 'graphql';
import { argumentsOf } from './directive-arguments.js';

/**
 * What `@listSize` says of a field.
 * @see https://ibm.github.io/graphql-specs/cost-spec.html#sec-The-List-Size-Directive
 */
export interface ListSize {
  /** How long the list is, where no slicing argument is there to say it. */
  readonly assumedSize: number | undefined;
  /** The arguments that say how long it is at most. @default `first` and `last` */
  readonly slicingArguments: readonly string[];
  /** The lists below the field whose length that is, and not the field's own; undefined where none is named. */
  readonly sizedFields: readonly string[] | undefined;
  /** Whether exactly one of its slicing arguments is to be there. */
  readonly requiresOneSlicingArgument: boolean;
}

/** Arguments that limit how long a list is, where no `@listSize` names them (Relay's connections specification). */
const SLICING: readonly string[] = ['first', 'last'];

/** Reads the directive of a field; without one nothing is assumed or required. */
export function listSizeOf(field: GraphQLField<unknown, unknown>): ListSize {
  const { assumedSize, slicingArguments, sizedFields, requireOneSlicingArgument } =
    argumentsOf(field.astNode, 'listSize') ?? {};
  const slicing = textsIn(slicingArguments);
  const sized = textsIn(sizedFields);
  return {
    assumedSize: typeof assumedSize === 'number' ? Math.max(0, assumedSize) : undefined,
    slicingArguments: slicing ?? SLICING,
    sizedFields: sized?.length === 0 ? undefined : sized,
    requiresOneSlicingArgument:
      slicing !== undefined && slicing.length > 0 && (requireOneSlicingArgument ?? true) === true,
  };
}

/** Input coercion takes one value for a list of it (GraphQL specification §3.11). */
function textsIn(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : undefined;
}
