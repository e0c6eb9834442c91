import { GraphQLError } from 'graphql';
import { EVERY_ITEM, FRAGMENT } from '#gateway/authorization/unauthorized-errors.js';
import type { AnswerPath } from './answer.js';

/** Faults that are reported; of further ones only how many they are. */
const MOST = 100;

interface Fault {
  readonly message: string;
  /** For a null: not reported where an error already stands at its path, around it or below it. */
  readonly isNull: boolean;
  /** Innermost first: it grows on the way out. */
  readonly path: (string | number)[];
}

/**
 * What was wrong with the values of one answer. The path of a fault is put together while its error goes up, so that an
 * answer without faults pays nothing for it.
 */
export class CompletionFaults {
  /** Units of work that looking at the values took so far. */
  units = 0;
  /** With more than these, no list is gone on with at once. */
  mostUnits = Number.POSITIVE_INFINITY;
  /** How many there are, those that are not reported included. */
  count = 0;
  readonly #reported: Fault[] = [];

  /** A value that its type does not allow; null stands for it. */
  add(message: string): null {
    return this.#note(message, false);
  }

  /** A null where there is never one. */
  addNull(field: string): null {
    return this.#note(`Cannot return null for non-nullable field ${field}.`, true);
  }

  /** Puts `key` before the paths of all faults but the first `before`. */
  within(before: number, key: string | number): void {
    for (let index = before; index < this.#reported.length; index++) this.#reported[index]?.path.push(key);
  }

  /** The errors beside those of the subgraphs, in the order of the answer. */
  errorsBeside(errors: readonly GraphQLError[]): readonly GraphQLError[] {
    if (this.count === 0) return [];
    const extensions = { code: 'INVALID_ANSWER' };
    const own = this.#reported.flatMap(({ message, isNull, path }) => {
      const at = path.toReversed();
      if (isNull && errors.some((error) => isAbout(error.path ?? [], at))) return [];
      return [new GraphQLError(message, { path: at, extensions })];
    });
    const more = this.count - this.#reported.length;
    return more === 0 ? own : [...own, new GraphQLError(`And ${more} more values that do not fit.`, { extensions })];
  }

  /** Forgets all but the first `before` faults: what they are about is completed again. */
  backTo(before: number): void {
    this.count = before;
    this.#reported.length = Math.min(this.#reported.length, before);
  }

  #note(message: string, isNull: boolean): null {
    if (this.#reported.length < MOST) this.#reported.push({ message, isNull, path: [] });
    this.count += 1;
    return null;
  }
}

/**
 * Whether an error stands at a path, around it or below it. Where a whole step failed, its errors name the fields that
 * lead there and no positions in lists; so do those about what a caller may not read.
 */
function isAbout(errorPath: AnswerPath, path: AnswerPath): boolean {
  let at = 0;
  for (const key of errorPath) {
    if (isOfNoValue(key)) continue;
    while (typeof path[at] === 'number' && typeof key === 'string') at += 1;
    if (at >= path.length) return true;
    if (path[at] !== key) return false;
    at += 1;
  }
  return true;
}

/** Whether an element of a path names no value of the answer: what stands for all items of a list, or for a fragment. */
function isOfNoValue(key: string | number): boolean {
  return key === EVERY_ITEM || (typeof key === 'string' && key.startsWith(FRAGMENT));
}
