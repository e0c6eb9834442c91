import {
  type ExecutionResult,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  locatedError,
  type OperationDefinitionNode,
} from 'graphql';
import { noteLarge } from '../turns/large-answers.js';
import { isTurnSpent, nextShare, spendUnits, UNITS_A_TURN } from '../turns/pace.js';
import type { FragmentMap } from './collect-fields.js';
import { pathOf, type ResponseNode } from './response-node.js';

/** What a run has from its query. */
export interface QueryParts {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: FragmentMap;
}

/** A field as far as its errors and its arguments are concerned. */
export interface RunField {
  readonly nodes: readonly FieldNode[];
}

/** One execution of a compiled query: its context and variables, the promises it awaits, and its errors. */
export class Run {
  /** Arguments that hold for this run, whatever the parent. */
  readonly arguments = new Map<RunField, Readonly<Record<string, unknown>>>();
  private readonly errors: GraphQLError[] = [];
  private deferred: (() => void)[] = [];
  /** Of the whole run. */
  private units = 0;
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

  /** Reports a field error at a key of a node and makes null what must be: the key, or what it stands in. */
  fail(field: RunField, nullable: boolean, node: ResponseNode, key: string | number, cause: unknown): void {
    if (this.isNulled(node)) return;
    this.errors.push(located(cause, field, node, key));
    if (nullable) node.into[key] = null;
    else {
      this.anyNulled = true;
      node.nullNearest();
    }
  }

  /** Whether the node, or what it stands in, is null already: what is put there is not in the response. */
  isNulled(node: ResponseNode): boolean {
    return this.anyNulled && node.isNulled();
  }

  /** For a list that is not gone through to its end. */
  abandon(node: ResponseNode): void {
    this.anyNulled = true;
    node.abandon();
  }

  /** One more thing to wait for; each call is answered by one of `settled`. */
  await(): void {
    this.pending += 1;
  }

  settled(): void {
    this.pending -= 1;
    if (this.pending === 0) this.finish?.();
  }

  /** Notes work that was done: whether others have their turn before there is more of it, by `later`. */
  spend(units: number): boolean {
    this.units += units;
    return spendUnits(units);
  }

  /** Runs work in a later turn of the event loop. The work handles its own errors. */
  later(work: () => void): void {
    this.await();
    if (this.deferred.push(work) === 1) void this.runDeferred();
  }

  private async runDeferred(): Promise<void> {
    await nextShare();
    const due = this.deferred;
    this.deferred = [];
    for (let index = 0; index < due.length; index++) {
      if (isTurnSpent()) await nextShare();
      due[index]?.();
      this.settled();
    }
  }

  /** Call when all that can be done at once is done: the answer, or a promise of it that never rejects. */
  answer(root: ResponseNode): ExecutionResult | Promise<ExecutionResult> {
    this.settled();
    if (this.pending === 0) return this.response(root);
    return new Promise((resolve) => {
      this.finish = () => resolve(this.response(root));
    });
  }

  private response(root: ResponseNode): ExecutionResult {
    const data = root.isNulled() ? null : root.into;
    if (data !== null && this.units > UNITS_A_TURN) noteLarge(data);
    return this.errors.length === 0 ? { data } : { errors: this.errors, data };
  }
}

function located(cause: unknown, { nodes }: RunField, node: ResponseNode, key: string | number): GraphQLError {
  const path = pathOf(node, key);
  try {
    return locatedError(cause, nodes, path);
  } catch (error) {
    return locatedError(error, nodes, path); // what was thrown throws when it is looked at
  }
}
