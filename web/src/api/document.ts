/** An operation that the explorer sends, and the types of its answer and its variables. */
export interface Document<Result, Variables> {
  readonly name: string;
  /** The SHA-256 of `text` in hexadecimal, by which the server knows it from its first sending on. */
  readonly hash: string;
  readonly text: string;
  /** For the compiler alone; nothing is there. */
  readonly types?: (variables: Variables) => Result;
}
