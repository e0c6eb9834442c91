import type { Database, Transaction } from '../database/database.js';
import type { IdempotentWork } from './idempotency.js';
import { keyInFlight, keyReused } from './idempotency-errors.js';
import { stepBelow } from './idempotent-request.js';
import { fromStored, toStored } from './stored-value.js';

/**
 * `transact` of a mutation field under a key. A transaction that is committed is a step, with its result stored beside
 * what it writes; where the step is known its result is given, and nothing is done. A transaction that fails is no step,
 * nor is a dry run. Of several the field names all but one: which of them it needs may differ from one run to the next,
 * so that counting them would not tell them apart.
 * @param field the field's name in the answer, by which it is told from the others of the operation
 * @throws {PedigraphError} IDEMPOTENCY_KEY_IN_FLIGHT where another request holds the key, IDEMPOTENCY_KEY_REUSED where it
 *   was of another operation, TOO_MANY_IDEMPOTENCY_KEYS
 */
export function transactOnce(
  database: Pick<Database, 'transact'>,
  { request, caller, store, quota, note }: IdempotentWork,
  field: string,
): Database['transact'] {
  const { key, operation } = request;
  const done = new Set<string>();

  return async (who, work, how = {}) => {
    if (how.dryRun === true) return database.transact(who, work, how);
    const { step: name = 'write' } = how;
    if (done.has(name))
      throw new Error(`The field ${field} has two transactions of the name ${name}: give one a name of its own.`);
    const step = { caller, key, operation, step: stepBelow(request, `${field} ${name}`) };
    let known: number | null = null;
    let insertion: ReturnType<typeof store.insertion> | undefined;

    const once = async (transaction: Transaction) => {
      known = null;
      insertion = undefined;
      const { manager } = transaction;
      // Sent together and run one after the other, so that what is read is what the key's last holder has committed.
      const [isHeld, stored] = await Promise.all([store.tryLock(manager, step), store.find(manager, step)]);
      if (!isHeld) throw keyInFlight(key);
      if (stored.isReused) throw keyReused(key);
      if (stored.found !== null) {
        known = stored.found.position;
        return fromStored(stored.found.value) as Awaited<ReturnType<typeof work>>;
      }
      if (stored.count === 0 && request.isOwn !== true) await quota.take(manager, caller);
      let hasAppended = false;
      const result = await work({
        ...transaction,
        record(event) {
          hasAppended = true;
          transaction.record(event);
        },
      });
      insertion = store.insertion(step, toStored(result), hasAppended);
      return result;
    };

    const result = await database.transact(who, once, { ...how, lastly: () => (insertion ? [insertion] : []) });
    done.add(name);
    note(known);
    return result;
  };
}
