import { v7 as uuid } from 'uuid';
import { partsAnnounced } from '#events/model-version.events.js';
import type { Transaction } from '#platform/database/database.js';
import { sha256 } from '#platform/digest/digest.js';
import { jsonNumber } from '#platform/digest/json-number.js';
import type { UnfinishedRegistration } from '#subgraphs/models/unfinished-registration/unfinished-registration.entity.js';
import { UnfinishedRegistrationRepository } from '#subgraphs/models/unfinished-registration/unfinished-registration.repository.js';
import type { ModelVersionContext } from '../model-version.context.js';
import type { NewPartsInput } from './new-parts.inputs.js';
import type { RegisterModelVersionInput } from './register-model-version.inputs.js';
import { type RegisteredParts, registerParts } from './register-parts.js';

/**
 * Registers the parts that came with a version: once for all that bring the same parts at the same time, and one after
 * the other for those whose parts only share a name. Left to the locks of the database, fifty equal ones waited for each
 * other in three subgraphs until their time was up, and none was written.
 *
 * What is about to be written is noted before, and that it has its version is noted with the version: so parts that a
 * failure leaves without one are found (`unfinishedRegistrations`).
 * @param dryRun checks the version with its parts, by whoever writes them, before the first is written
 */
export async function registerPartsOnce(
  input: RegisterModelVersionInput,
  context: ModelVersionContext,
  dryRun: () => Promise<RegisteredParts>,
): Promise<RegisteredParts> {
  const { parts } = input;
  if (parts == null) return registerParts(input, false, context);
  const { underWay, written } = context;
  const content = contentOfParts(input);
  const { made, positions } = await underWay.once(content, () =>
    underWay.inTurn(namesOf(parts), async () => {
      await begin(content, input, await dryRun(), context);
      return { made: await registerParts(input, false, context), positions: written.read() };
    }),
  );
  written.note(positions);
  return made;
}

/** Stands for all that the parts are made from: the run has the version's code, data and environment. */
export function contentOfParts({ parts, code, datasets, environment, run }: RegisterModelVersionInput): string {
  return sha256(
    JSON.stringify({ parts, code, datasets, environment, run }, (_, value) =>
      typeof value === 'number' ? jsonNumber(value) : value,
    ),
  );
}

function begin(
  content: string,
  { model, parts }: RegisterModelVersionInput,
  planned: RegisteredParts,
  { database, caller }: ModelVersionContext,
): Promise<void> {
  const run = parts?.run;
  const announce = async ({ manager, record, clock }: Transaction) => {
    const registration: UnfinishedRegistration = {
      id: uuid(),
      content,
      model,
      parts: [
        ...[...planned.datasets].map(([name, { digest }]) => ({ kind: 'DATASET_VERSION' as const, name, digest })),
        ...(planned.environment === null || parts?.environment == null
          ? []
          : [
              {
                kind: 'ENVIRONMENT_VERSION' as const,
                name: parts.environment.environment,
                digest: planned.environment.digest,
              },
            ]),
        ...(run == null ? [] : [{ kind: 'RUN' as const, name: run.experiment, digest: null }]),
      ],
      createdAt: await clock(),
      actor: caller.actor,
    };
    const { id, parts: announced } = registration;
    if (await new UnfinishedRegistrationRepository(manager).begin(registration))
      record(partsAnnounced(model, { id, parts: announced }));
  };
  return database.transact(caller, announce, { step: 'parts' });
}

function namesOf({ datasets, environment, run }: NewPartsInput): string[] {
  return [
    ...datasets.map(({ dataset }) => `dataset ${dataset}`),
    ...(environment == null ? [] : [`environment ${environment.environment}`]),
    ...(run == null ? [] : [`experiment ${run.experiment}`]),
  ];
}
