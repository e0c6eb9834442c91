const sentences = new WeakMap<object, string>();

/**
 * Says of a query or a subscription that it leaves out what the caller may not see, and how. It is for those whose type
 * is not governed by itself (see `GovernedTypes`): building a subgraph fails for one without it.
 */
export function FiltersItself(how: string) {
  // biome-ignore lint/suspicious/noExplicitAny: any method
  return (_: object, _name: string, descriptor: TypedPropertyDescriptor<any>): void => {
    sentences.set(descriptor.value, how);
  };
}

/** How a decorated method leaves out what the caller may not see. */
export function filteringOf(method: object): string | undefined {
  return sentences.get(method);
}
