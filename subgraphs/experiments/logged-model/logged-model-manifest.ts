import { type Sealed, seal } from '#platform/digest/digest.js';
import { type Artifact, artifactIdentity } from '#values/artifact.js';
import type { Run } from '../run/run.entity.js';
import type { LoggedModel } from './logged-model.entity.js';

/** All that a logged model is when it is READY. */
export interface LoggedModelContent {
  readonly loggedModel: LoggedModel;
  /** The run that made it. */
  readonly run: Pick<Run, 'ref'> | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly artifacts: readonly Artifact[];
}

/** Seals a logged model. Its run is named and not pinned by digest: it goes on. */
export function sealLoggedModel({ loggedModel, run, parameters, artifacts }: LoggedModelContent): Promise<Sealed> {
  return seal({
    kind: 'LoggedModel',
    id: loggedModel.id,
    name: loggedModel.name,
    modelType: loggedModel.modelType,
    run: run === null ? null : { ref: run.ref },
    parameters,
    artifacts: artifacts.map(artifactIdentity).sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  });
}
