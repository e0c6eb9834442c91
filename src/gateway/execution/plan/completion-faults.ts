import { GraphQLError } from 'graphql';
import type { AnswerPath } from './answer.js';

/** Faults that are told; of further ones it is told how many they are. */
const MOST = 100;

interface Fault {
  readonly message: string;
  /** Of a null nobody is told about that was told already: an error stands at its place, around it or below it. */
  readonly isNull: boolean;
  /** Innermost first: it grows on the way out. */
  readonly path: (string | number)[];
}

/** What was wrong with the values of one answer. The places of faults are put together on the way out, so that an answer without any costs nothing. */
export class CompletionFaults {
  /** Units of work that looking at the values took so far. */
  units = 0;
  /** With more than these, no list is gone on with at once. */
  mostUnits = Number.POSITIVE_INFINITY;
  /** How many there are, also of those that are not told. */
  count = 0;
  readonly #told: Fault[] = [];

  /** A value that its type does not allow; null stands in its place. */
  add(message: string): null {
    return this.#note(message, false);
  }

  /** A null where there is never one. */
  addNull(field: string): null {
    return this.#note(`Cannot return null for non-nullable field ${field}.`, true);
  }

  /** The faults since there were so many stand at `key` of what is around them. */
  within(before: number, key: string | number): void {
    for (let index = before; index < this.#told.length; index++) this.#told[index]?.path.push(key);
  }

  /** The errors beside those of the subgraphs, in the order of the answer. */
  errorsBeside(errors: readonly GraphQLError[]): readonly GraphQLError[] {
    if (this.count === 0) return [];
    const extensions = { code: 'INVALID_ANSWER' };
    const own = this.#told.flatMap(({ message, isNull, path }) => {
      const place = path.toReversed();
      if (isNull && errors.some((error) => isAbout(error.path ?? [], place))) return [];
      return [new GraphQLError(message, { path: place, extensions })];
    });
    const more = this.count - this.#told.length;
    return more === 0 ? own : [...own, new GraphQLError(`And ${more} more values that do not fit.`, { extensions })];
  }

  /** Forgets what was found since there were so many: it is looked at again. */
  backTo(before: number): void {
    this.count = before;
    this.#told.length = Math.min(this.#told.length, before);
  }

  #note(message: string, isNull: boolean): null {
    if (this.#told.length < MOST) this.#told.push({ message, isNull, path: [] });
    this.count += 1;
    return null;
  }
}

/**
 * Whether an error stands at a place, around it or below it. Where a whole step failed, its errors name the fields that
 * lead there and no positions in lists.
 */
function isAbout(errorPath: AnswerPath, place: AnswerPath): boolean {
  let at = 0;
  for (const key of errorPath) {
    while (typeof place[at] === 'number' && typeof key === 'string') at += 1;
    if (at >= place.length) return true;
    if (place[at] !== key) return false;
    at += 1;
  }
  return true;
}
