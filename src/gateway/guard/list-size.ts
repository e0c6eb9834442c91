import type { GraphQLField } from 'graphql';
import { argumentsOf } from './directive-arguments.js';

/** The length that a list is counted with where nothing says it (`@listSize(assumedSize:)`); undefined without. */
export function assumedSizeOf(field: GraphQLField<unknown, unknown>): number | undefined {
  const { assumedSize } = argumentsOf(field.astNode, 'listSize') ?? {};
  return typeof assumedSize === 'number' ? Math.max(0, assumedSize) : undefined;
}

/** The arguments that say how long a list is at most (`@listSize(slicingArguments:)`); undefined without. */
export function slicingArgumentsOf(field: GraphQLField<unknown, unknown>): readonly string[] | undefined {
  return textsIn(argumentsOf(field.astNode, 'listSize')?.['slicingArguments']);
}

/** The lists below the field whose length that is (`@listSize(sizedFields:)`); undefined without. */
export function sizedFieldsOf(field: GraphQLField<unknown, unknown>): readonly string[] | undefined {
  return textsIn(argumentsOf(field.astNode, 'listSize')?.['sizedFields']);
}

function textsIn(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : undefined;
}
