import { GraphQLError } from 'graphql';

/** Errors of the subgraphs that are told; of further ones it is told how many they are. */
const MOST = 100;

/** The errors that the steps of one run met: an error of an entity stands at every place of it, and there may be many. */
export class RunErrors {
  readonly #told: GraphQLError[] = [];
  #more = 0;

  /** How many there are, also of those that are not told. */
  get count(): number {
    return this.#told.length + this.#more;
  }

  /** Whether one more would be counted and not told: then its place need not be looked for. */
  get isFull(): boolean {
    return this.#told.length >= MOST;
  }

  add(error: GraphQLError): void {
    if (this.isFull) this.#more += 1;
    else this.#told.push(error);
  }

  /** Those to tell, in the order in which they were met. */
  told(): readonly GraphQLError[] {
    if (this.#more === 0) return this.#told;
    const { code } = this.#told[0]?.extensions ?? {};
    const rest = new GraphQLError(`And ${this.#more} more errors.`, { extensions: { code: code ?? 'UNAVAILABLE' } });
    return [...this.#told, rest];
  }
}
