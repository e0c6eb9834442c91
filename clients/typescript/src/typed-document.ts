/**
 * An operation with the types of its answer and its variables. What graphql-codegen's client preset writes with
 * `documentMode: 'string'` is one, too.
 */
export interface TypedDocument<Result, Variables> {
  /** Its text. */
  toString(): string;
  /** For the compiler alone; nothing is there. */
  readonly __apiType?: ((variables: Variables) => Result) | undefined;
}

/** A document of this package. */
export function typedDocument<Result, Variables>(text: string): TypedDocument<Result, Variables> {
  return { toString: () => text };
}
