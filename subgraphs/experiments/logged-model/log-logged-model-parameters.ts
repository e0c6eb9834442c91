import { loggedModelParametersLogged } from '#events/logged-model.events.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { searchedParameters } from '#values/searched-text.js';
import { refuseChanged } from '../parameter/refuse-changed.js';
import type { LogLoggedModelParametersInput } from './log-logged-model-parameters.inputs.js';
import type { LoggedModelContext } from './logged-model.context.js';
import type { LogLoggedModelParametersPayload } from './logged-model.payloads.js';
import { LoggedModelRepository } from './logged-model.repository.js';
import { LoggedModelParameterRepository } from './logged-model-parameter.repository.js';
import { lockLoggedModel } from './require-logged-model.js';

/**
 * Adds parameters to a logged model. A parameter never changes: the same value again is taken and writes nothing, another
 * is refused.
 * @throws {PedigraphError} NOT_FOUND, IMMUTABLE for one that is READY, unless the call says `afterEnd`, or CONFLICT for a
 * parameter with another value.
 */
export async function logLoggedModelParameters(
  { loggedModel: id, parameters, afterEnd }: LogLoggedModelParametersInput,
  { database, caller, loaders }: LoggedModelContext,
): Promise<LogLoggedModelParametersPayload> {
  const loggedModel = await database.transact(caller, async (transaction) => {
    const { manager, record } = transaction;
    const loggedModel = await lockLoggedModel(transaction, id);
    const { ref } = loggedModel;
    const isAfterEnd = (await new LoggedModelRepository(manager).endsOf([loggedModel.id])).length > 0;
    if (isAfterEnd && !afterEnd) throw refusalOfReady(ref);
    const repository = new LoggedModelParameterRepository(manager);
    const { added, changed } = await repository.insertNew(loggedModel.id, parameters, isAfterEnd);
    refuseChanged(`the logged model ${ref}`, changed, 'make another one for it');
    if (added.length === 0) return loggedModel;
    const keys = added.toSorted();
    const searched = searchedParameters(Object.fromEntries(keys.map((key) => [key, parameters[key]])));
    record(loggedModelParametersLogged(ref, { id: loggedModel.id, keys, parameters: searched, afterEnd: isAfterEnd }));
    return loggedModel;
  });
  loaders.parametersByLoggedModel.clear(loggedModel.id);
  return { loggedModel, accepted: Object.keys(parameters).length };
}

function refusalOfReady(ref: string): PedigraphError {
  return new PedigraphError(
    'IMMUTABLE',
    `The logged model ${ref} is READY and sealed, so it takes no more parameters: give afterEnd to have them stand beside what is sealed, or make another one. Nothing was written.`,
  );
}
