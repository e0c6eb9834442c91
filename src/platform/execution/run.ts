import type { OperationDefinitionNode } from 'graphql';
import { type ExecutionResult, type GraphQLError, type GraphQLSchema, locatedError } from 'graphql';
import type { FragmentMap } from './collect-fields.js';
import type { CompiledField } from './compiled-field.js';
import { type Place, pathOf } from './place.js';

/** What a run has from its query. */
export interface QueryParts {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: FragmentMap;
}

/** One execution of a compiled query: who asks what, what is awaited, and what went wrong. */
export class Run {
  /** Arguments that hold for this run, whatever the parent. */
  readonly arguments = new Map<CompiledField, Readonly<Record<string, unknown>>>();
  private readonly errors: GraphQLError[] = [];
  /** Promises not settled, and one for the part of the run that waits for none. */
  private pending = 1;
  private anyNulled = false;
  private finish: (() => void) | undefined;

  constructor(
    readonly query: QueryParts,
    readonly rootValue: unknown,
    readonly contextValue: unknown,
    readonly variableValues: Record<string, unknown>,
  ) {}

  /** Tells a field error at a key of a place and makes null what must be: the key, or what it stands in. */
  fail(field: CompiledField, nullable: boolean, place: Place, key: string | number, cause: unknown): void {
    if (this.isNulled(place)) return;
    this.errors.push(located(cause, field, place, key));
    if (nullable) place.into[key] = null;
    else {
      this.anyNulled = true;
      place.nullNearest();
    }
  }

  /** Whether nothing that is put there would be told. */
  isNulled(place: Place): boolean {
    return this.anyNulled && place.isNulled();
  }

  /** For a list that is not gone through to its end. */
  abandon(place: Place): void {
    this.anyNulled = true;
    place.abandon();
  }

  /** One more thing to wait for; each call is answered by one of `settled`. */
  await(): void {
    this.pending += 1;
  }

  settled(): void {
    this.pending -= 1;
    if (this.pending === 0) this.finish?.();
  }

  /** Call when all that can be done at once is done: the answer, or a promise of it that never rejects. */
  answer(root: Place): ExecutionResult | Promise<ExecutionResult> {
    this.settled();
    if (this.pending === 0) return this.told(root);
    return new Promise((resolve) => {
      this.finish = () => resolve(this.told(root));
    });
  }

  private told(root: Place): ExecutionResult {
    const data = root.isNulled() ? null : root.into;
    return this.errors.length === 0 ? { data } : { errors: this.errors, data };
  }
}

function located(cause: unknown, { nodes }: CompiledField, place: Place, key: string | number): GraphQLError {
  const path = pathOf(place, key);
  try {
    return locatedError(cause, nodes, path);
  } catch (error) {
    return locatedError(error, nodes, path); // what was thrown throws when it is looked at
  }
}
