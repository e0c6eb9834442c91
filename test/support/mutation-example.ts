/** Does a write that has to go well, and resolves with what its field answered. */
export type Write = <T = Record<string, never>>(
  field: string,
  input: Record<string, unknown>,
  selection: string,
) => Promise<T>;

/** What an example is arranged with. */
export interface ExampleWorld {
  readonly write: Write;
  /** Reads; the answer has to be whole. */
  readonly read: <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;
  /** A part of every name of the example, so that examples do not meet. */
  readonly name: string;
}

/** A write that changes something, for each mutation of the API: what is done before it, and its input. */
export interface MutationExample {
  /** What is asked of its payload. */
  readonly selection: string;
  /** Arranges what it needs and resolves with its input; another call under another name is another write. */
  readonly input: (world: ExampleWorld) => Promise<Record<string, unknown>>;
  /** The same input with something else in it, which is another operation. */
  readonly other: (input: Record<string, unknown>) => Record<string, unknown>;
  /** It updates a state in place, which is no fact: no ledger has an event of it. @default false */
  readonly isState?: boolean;
}

/** The document of a mutation of the API, which takes one input of its own name. */
export function mutationDocument(field: string, selection: string): string {
  const type = `${field.charAt(0).toUpperCase()}${field.slice(1)}Input`;
  return `mutation ($input: ${type}!) { ${field}(input: $input) { ${selection} } }`;
}

/** The same input with another reason. */
export function withReason(input: Record<string, unknown>): Record<string, unknown> {
  return { ...input, reason: 'Another one.' };
}
