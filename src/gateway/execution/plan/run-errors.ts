import { GraphQLError } from 'graphql';

/** Errors of the subgraphs that are reported; of further ones only how many they are. */
const MOST = 100;

/**
 * The errors that the steps of one run met: an error of an entity is reported at every path where it stands, and there
 * may be many.
 */
export class RunErrors {
  readonly #reported: GraphQLError[] = [];
  #more = 0;

  /** How many there are, those that are not reported included. */
  get count(): number {
    return this.#reported.length + this.#more;
  }

  /** Whether one more would only be counted: then its path need not be looked for. */
  get isFull(): boolean {
    return this.#reported.length >= MOST;
  }

  add(error: GraphQLError): void {
    if (this.isFull) this.#more += 1;
    else this.#reported.push(error);
  }

  /** Those to report, in the order in which they were met. */
  reported(): readonly GraphQLError[] {
    if (this.#more === 0) return this.#reported;
    const { code } = this.#reported[0]?.extensions ?? {};
    const rest = new GraphQLError(`And ${this.#more} more errors.`, { extensions: { code: code ?? 'UNAVAILABLE' } });
    return [...this.#reported, rest];
  }
}
