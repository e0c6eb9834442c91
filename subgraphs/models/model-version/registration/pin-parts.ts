import { refuseMissing } from '#platform/errors/refuse-missing.js';
import { type Pin, resolvePins } from '#platform/ports/resolve-pins.js';
import { COLUMNS_SELECTION, columnsRead } from '#values/columns-read.js';
import type { ModelVersionContext } from '../model-version.context.js';
import type { MadeEnvironment } from './part-owners.js';
import type { PinnedParts } from './pins.js';
import type { RegisterModelVersionInput } from './register-model-version.inputs.js';
import type { NewDataset, RegisteredParts } from './register-parts.js';

/**
 * Verifies every pin with the subgraph that owns it, all at once; the parts that came with the version are known.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND where one does not exist, UNAVAILABLE where an owner does not answer,
 * BAD_USER_INPUT for columns that a dataset version does not have.
 */
export async function pinParts(
  input: RegisterModelVersionInput,
  made: RegisteredParts,
  { ports, loaders }: ModelVersionContext,
): Promise<PinnedParts> {
  const registered = input.datasets.map((use) => use.ref).filter((ref) => !made.datasets.has(ref));
  const [datasets, [environment = made.environment], [run = made.run], [loggedModel = null], found] = await Promise.all(
    [
      resolvePins<NewDataset>(ports, {
        subgraph: 'datasets',
        type: 'DatasetVersion',
        key: 'ref',
        keys: registered,
        selection: input.datasets.some((use) => use.columns != null)
          ? `${CONTENT_SELECTION} ${COLUMNS_SELECTION}`
          : CONTENT_SELECTION,
      }),
      resolvePins<MadeEnvironment>(ports, {
        subgraph: 'environments',
        type: 'EnvironmentVersion',
        key: 'ref',
        keys: input.environment == null ? [] : [input.environment],
        selection: 'image packages { version }',
      }),
      resolvePins(ports, {
        subgraph: 'experiments',
        type: 'Run',
        key: 'id',
        keys: input.run == null ? [] : [input.run],
      }),
      resolvePins(ports, {
        subgraph: 'experiments',
        type: 'LoggedModel',
        key: 'id',
        keys: input.loggedModel == null ? [] : [input.loggedModel],
      }),
      Promise.all(input.parents.map((ref) => loaders.versionByRef.load(ref))),
    ],
  );
  const byRef = new Map([...made.datasets, ...datasets.map((pin, index) => [registered[index]!, pin] as const)]);
  return {
    datasets: input.datasets.map(({ role, ref: wanted, columns }) => {
      const { id, ref, digest, files, schema, externalDigest } = byRef.get(wanted)!;
      return { role, id, ref, digest, ...columnsRead(columns, { ref, schema }), files, externalDigest };
    }),
    environment: environment && {
      id: environment.id,
      ref: environment.ref,
      digest: environment.digest,
      image: environment.image,
      packages: environment.packages,
    },
    run: run && pinOf(run),
    loggedModel: loggedModel && pinOf(loggedModel),
    parents: refuseMissing('ModelVersion', input.parents, found).map(({ id, ref, digest }) => ({ id, ref, digest })),
  };
}

const CONTENT_SELECTION = 'files { digest } externalDigest { algorithm }';

function pinOf({ id, ref, digest }: Pin): Pin {
  return { id, ref, digest };
}
