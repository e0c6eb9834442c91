import { type FieldNode, type GraphQLField, valueFromASTUntyped } from 'graphql';
import { listSizeOf } from './list-size.js';

/** What the slicing arguments of a field come to. */
export interface Slice {
  /** The largest of them, given or by default; undefined where there is none. */
  readonly size: number | undefined;
  /** How many there are of those of which there should be one; undefined where any number will do. */
  readonly wrongNumber: number | undefined;
}

/**
 * Reads the slicing arguments of a field. A default of the schema counts where the argument is not given (IBM cost
 * specification §8.2), and does not count as one of two where another is: `last: 5` beside the default of `first` is
 * one. The subgraph refuses what is no size.
 */
export function sliceOf(
  field: GraphQLField<unknown, unknown>,
  { arguments: given = [] }: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): Slice {
  const { slicingArguments, requiresOneSlicingArgument } = listSizeOf(field);
  const written: unknown[] = [];
  const byDefault: unknown[] = [];
  for (const { name, defaultValue } of field.args) {
    if (!slicingArguments.includes(name)) continue;
    const value = given.find((argument) => argument.name.value === name)?.value;
    const said = value === undefined ? undefined : (valueFromASTUntyped(value, variables) as unknown);
    if (said != null) written.push(said);
    else if (defaultValue != null) byDefault.push(defaultValue);
  }
  const sizes = [...written, ...byDefault].filter((size) => typeof size === 'number');
  const present = written.length === 0 ? byDefault.length : written.length;
  return {
    size: sizes.length === 0 ? undefined : Math.max(0, ...sizes),
    wrongNumber: requiresOneSlicingArgument && present !== 1 ? present : undefined,
  };
}
