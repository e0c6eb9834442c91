import { PedigraphError } from '../../../src/platform/errors/pedigraph-error.js';
import { areParameters, PARAMETERS } from '../../_values/is-parameters.js';
import type { ExperimentsContext } from '../context.js';
import { lockOpenRun } from '../run/lock-open-run.js';
import type { LogPayload } from '../run/run.inputs.js';
import { ParameterRepository } from './parameter.repository.js';

/**
 * Adds parameters to an open run. A parameter never changes: the same value again is taken, another is refused.
 * @throws {PedigraphError} NOT_FOUND, IMMUTABLE for a run that ended, CONFLICT for a parameter with another value.
 */
export async function logParameters(
  id: string,
  parameters: unknown,
  { database, caller, loaders }: ExperimentsContext,
): Promise<LogPayload> {
  if (!areParameters(parameters))
    throw new PedigraphError('BAD_USER_INPUT', `parameters must be ${PARAMETERS}. Nothing was written.`);
  await database.transact(caller, async ({ manager, record }) => {
    const run = await lockOpenRun(manager, id, 'parameters');
    refuseChanged(run.ref, await new ParameterRepository(manager).insertNew(run.id, parameters));
    const keys = Object.keys(parameters).sort();
    record({ type: 'ParametersLogged', subject: run.ref, payload: { id: run.id, keys } });
  });
  loaders.parametersByRun.clear(id);
  return { accepted: Object.keys(parameters).length };
}

/** @throws {PedigraphError} CONFLICT where parameters are there with another value. */
function refuseChanged(ref: string, changed: readonly string[]): void {
  if (changed.length === 0) return;
  throw new PedigraphError(
    'CONFLICT',
    `A parameter never changes, but ${changed.join(', ')} of the run ${ref} is there with another value: start another run for it. Nothing was written.`,
    { keys: changed },
  );
}
