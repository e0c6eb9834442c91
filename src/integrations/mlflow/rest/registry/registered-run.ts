import { codePinOf } from '#integrations/mlflow/import/code-pin.js';
import { idOfHex } from '../tracking/ids.js';
import type { Run } from '../tracking/run-message.js';
import type { Api } from '../wire/api.js';

/** A run as a version that it made is registered with it. */
export interface RegisteredRun extends Pick<Run, 'id' | 'tags'> {
  readonly digest: string | null;
  readonly code: Code | null;
  readonly experiment: Run['experiment'] & { readonly name: string };
  readonly inputs: readonly Input[];
}

interface Code {
  readonly repository: string | null;
  readonly commit: string;
  readonly path: string | null;
  readonly dirty: boolean;
}

interface Input {
  readonly role: string;
  readonly columns: readonly string[] | null;
  /** Null where the caller does not see it. */
  readonly datasetVersion: { readonly ref: string } | null;
}

const RUN = `query RunOfVersion($id: ID!) { run(id: $id) { id tags digest code { repository commit path dirty }
  experiment { id name externalId artifactLocation } inputs { role columns datasetVersion { ref } } } }`;

/** The run of MLflow's id; null where there is none here. */
export async function readRun(hex: string, api: Api): Promise<RegisteredRun | null> {
  const id = idOfHex(hex);
  return id === undefined ? null : (await api.ask<{ run: RegisteredRun | null }>(RUN, { id })).run;
}

/** The code that it was started with, and inside of the repository the file, where its tags say that. */
export function codeOf({ code, tags }: RegisteredRun): object | null {
  const tagged = codePinOf({ tags: new Map(Object.entries(tags)), sourceVersion: null });
  return code === null ? tagged : { ...code, path: code.path ?? tagged?.path ?? null };
}

/** The dataset versions that it read, each once in each role. */
export function datasetsOf({ inputs }: RegisteredRun): readonly object[] {
  const uses = new Map<string, object>();
  for (const { role, columns, datasetVersion } of inputs) {
    if (datasetVersion === null) continue;
    const { ref } = datasetVersion;
    if (!uses.has(`${role} ${ref}`)) uses.set(`${role} ${ref}`, { role, ref, columns });
  }
  return [...uses.values()];
}
