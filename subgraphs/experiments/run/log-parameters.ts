import { parametersLogged } from '#events/run.events.js';
import { searchedParameters } from '#values/searched-text.js';
import { ParameterRepository } from '../parameter/parameter.repository.js';
import { refuseChanged } from '../parameter/refuse-changed.js';
import { lockOpenRun } from './lock-open-run.js';
import type { LogParametersInput } from './log-parameters.inputs.js';
import type { LogParametersPayload } from './log-parameters.payload.js';
import type { RunContext } from './run.context.js';

/**
 * Adds parameters to an open run. A parameter never changes: the same value again is taken and writes nothing, another is
 * refused.
 * @throws {PedigraphError} NOT_FOUND, IMMUTABLE for a run that ended, CONFLICT for a parameter with another value.
 */
export async function logParameters(
  { run: id, parameters }: LogParametersInput,
  { database, caller, loaders }: RunContext,
): Promise<LogParametersPayload> {
  await database.transact(caller, async ({ manager, record }) => {
    const run = await lockOpenRun(manager, id, 'parameters');
    const { added, changed } = await new ParameterRepository(manager).insertNew(run.id, parameters);
    refuseChangedOfRun(run.ref, changed);
    if (added.length === 0) return;
    const keys = added.toSorted();
    const searched = searchedParameters(Object.fromEntries(keys.map((key) => [key, parameters[key]])));
    record(parametersLogged(run.ref, { id: run.id, keys, parameters: searched, afterEnd: false }));
  });
  loaders.parametersByRun.clear(id);
  return { accepted: Object.keys(parameters).length };
}

/** @throws {PedigraphError} CONFLICT where parameters are there with another value. */
export function refuseChangedOfRun(ref: string, changed: readonly string[]): void {
  refuseChanged(`the run ${ref}`, changed, 'start another run for it');
}
