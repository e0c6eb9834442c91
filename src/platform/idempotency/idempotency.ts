import { createHash } from 'node:crypto';
import { type DocumentNode, type ExecutionResult, getOperationAST, OperationTypeNode, print } from 'graphql';
import type { Logger } from 'pino';
import * as z from 'zod';
import type { Caller } from '../auth/caller.js';
import { callerKey } from '../auth/caller-key.js';
import type { SubgraphSettings } from '../config/config.js';
import { idempotency } from '../config/settings/idempotency.js';
import type { Database } from '../database/database.js';
import type { WrittenPositions } from '../ledger/ledger-positions.js';
import { isLarge } from '../turns/large-answers.js';
import { keyReused } from './idempotency-errors.js';
import { type IdempotentRequest, stepBelow } from './idempotent-request.js';
import { createKeyQuota, type KeyQuota } from './key-quota.js';
import { createStepStore, type Step, type StepStore } from './step-store.js';
import { fromStored, toStored } from './stored-value.js';

/** A request under a key, in one subgraph. */
export interface IdempotentWork {
  readonly request: IdempotentRequest;
  readonly caller: string;
  readonly store: StepStore;
  readonly quota: KeyQuota;
  /** Notes what the write of a stored step has added to the ledger. */
  readonly note: (position: number | null) => void;
  /** From here on the whole answer is not stored: it holds a secret. */
  withhold(): void;
  /**
   * Answers a mutation as before, where it was answered before; else runs it, and stores a whole answer. A query is run,
   * but where the key was another operation's: a gateway asks so before it writes elsewhere. Under a key of the server's
   * own either is run.
   */
  answer(asked: AskedOperation, run: () => ExecutionResult | Promise<ExecutionResult>): Promise<ExecutionResult>;
}

/** What a subgraph is asked. */
export interface AskedOperation {
  readonly document: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly operationName?: string | undefined;
}

/** Idempotency keys in one subgraph. */
export interface Idempotency {
  /** Begins a request under a key; nothing is read yet. */
  begin(
    request: IdempotentRequest,
    asker: { readonly caller: Caller; readonly written: WrittenPositions },
  ): IdempotentWork;
}

/** What keys in a subgraph rest on. */
export interface IdempotencyOptions {
  readonly database: Database;
  /** @default those of the configuration */
  readonly settings?: Pick<SubgraphSettings, 'idempotencyKeptMs' | 'idempotencyKeys'> | undefined;
  readonly logger: Logger;
}

const DEFAULT_SETTINGS = z.object(idempotency).parse({});

/** Bytes of a whole answer that is stored; of a longer one the steps alone are known. */
const MOST_ANSWER_BYTES = 1024 * 1024;

/** How often steps that are forgotten are deleted, in milliseconds. */
const PRUNE_EVERY_MS = 60_000;

/**
 * Idempotency keys in one subgraph, as durable execution has it: each transaction of a mutation stores what its work
 * returned, in the transaction itself. A mutation that is sent again under its key runs again, but for these: what they
 * returned is read, so that it comes to the same answer and writes nothing twice, wherever the process was when it
 * died. Once there is a whole answer it is stored as well, and given again as it is.
 */
export function createIdempotency(name: string, { database, settings, logger }: IdempotencyOptions): Idempotency {
  const { manager } = database;
  const { idempotencyKeptMs, idempotencyKeys } = settings ?? DEFAULT_SETTINGS;
  const store = createStepStore(name, idempotencyKeptMs);
  const quota = createKeyQuota(store, idempotencyKeys);
  let prunedAt = Number.NEGATIVE_INFINITY;

  const pruneInTurn = async () => {
    if (performance.now() - prunedAt <= PRUNE_EVERY_MS) return;
    prunedAt = performance.now();
    await store.prune(manager);
  };
  const keep = async (step: Step, answer: StoredAnswer): Promise<StoredAnswer> => {
    try {
      const value = toStored(answer);
      if (value.length > MOST_ANSWER_BYTES) return answer;
      const kept = await store.keep(manager, step, value);
      await pruneInTurn();
      return kept.equals(value) ? answer : (fromStored(kept) as StoredAnswer);
    } catch (err) {
      // The steps are known: a request that comes again is answered from them.
      logger.debug({ err, subgraph: name }, 'an answer was not stored under its idempotency key');
      return answer;
    }
  };

  return {
    begin(request, { caller, written }) {
      const { key, operation } = request;
      // What the server may send again by itself is none of the keys that its caller may have.
      const ofCaller = request.isOwn === true ? `server:${callerKey(caller)}` : callerKey(caller);
      const owner = { caller: ofCaller, key, operation };
      let isWithheld = false;
      return {
        request,
        caller: owner.caller,
        store,
        quota,
        note: (position) => position !== null && written.note({ [name]: position }),
        withhold() {
          isWithheld = true;
        },
        async answer(asked, run) {
          if (request.isOwn === true) {
            // Of keys that clients do not give, too, steps are forgotten.
            if (isMutation(asked)) await pruneInTurn().catch(() => {});
            return run();
          }
          const step = { ...owner, step: stepBelow(request, `answer ${digestOf(asked, caller.rights.fingerprint)}`) };
          const known = await store.find(manager, step);
          if (known.isReused) return { errors: [keyReused(key)] };
          if (!isMutation(asked)) return run();
          if (known.found !== null) return asAnswer(fromStored(known.found.value) as StoredAnswer, written);
          const answer = await run();
          if (isWithheld || answer.errors !== undefined || answer.data == null || isLarge(answer.data)) return answer;
          return asAnswer(await keep(step, { data: answer.data, written: written.read() }), written);
        },
      };
    },
  };
}

interface StoredAnswer {
  readonly data: NonNullable<ExecutionResult['data']>;
  readonly written: unknown;
}

function asAnswer({ data, written }: StoredAnswer, positions: WrittenPositions): ExecutionResult {
  positions.note(written);
  return { data };
}

/** Not across rights: what a caller saw once may be closed to it now. */
function digestOf({ document, variables = {}, operationName }: AskedOperation, rights: string): string {
  return createHash('sha256')
    .update(JSON.stringify([print(document), variables, operationName ?? null, rights]))
    .digest('hex');
}

/** Answers a request by its idempotency key, where it has one. */
export function answerOnce(
  { idempotent }: { readonly idempotent?: IdempotentWork | undefined },
  asked: AskedOperation,
  run: () => ExecutionResult | Promise<ExecutionResult>,
): ExecutionResult | Promise<ExecutionResult> {
  return idempotent === undefined ? run() : idempotent.answer(asked, run);
}

function isMutation({ document, operationName }: AskedOperation): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.MUTATION;
}
