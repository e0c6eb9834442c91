/** What TypeGraphQL has noted of a parameter of a resolver's method. */
interface ParameterMetadata {
  readonly index: number;
}

/**
 * Has the arguments of fields stand in the SDL in the order in which the source writes them. Decorators of parameters
 * run from the last to the first, and TypeGraphQL, which offers no setting for it, keeps to their order.
 * @throws {Error} where TypeGraphQL keeps its metadata elsewhere than in the version that this was written for
 */
export function orderArguments(): void {
  const { TypeGraphQLMetadataStorage: storage } = globalThis as {
    TypeGraphQLMetadataStorage?: { readonly params?: ParameterMetadata[] };
  };
  if (storage?.params === undefined) throw new Error('TypeGraphQL has no list of parameters where it used to be');
  storage.params.sort((a, b) => a.index - b.index);
}
