import { type Sealed, seal } from '#platform/digest/digest.js';
import { artifactIdentity } from '#values/artifact.js';
import { datasetUseIdentity } from '#values/columns-read.js';
import type { ModelVersion } from '../model-version.entity.js';

/** What a version is made of: the columns its manifest is taken from. */
export type ModelContent = Pick<
  ModelVersion,
  | 'architecture'
  | 'code'
  | 'config'
  | 'artifacts'
  | 'datasetPins'
  | 'environmentPin'
  | 'runPin'
  | 'loggedModelPin'
  | 'parentPins'
>;

/**
 * Seals what makes a model version what it is. Its parts are in it by digest, so a change anywhere below changes it;
 * its name, number, description, tags and the places its files lie in are not part of it.
 * @param externalVersion the number that another registry gave it, where the same content is registered under another one
 * already: then it is part of it, so that each number has a version. @default not part of it
 */
export function sealModel(content: ModelContent, externalVersion?: string): Promise<Sealed> {
  const { architecture, code, config, environmentPin, runPin, loggedModelPin } = content;
  return seal({
    kind: 'ModelVersion',
    architecture,
    code:
      code === null
        ? null
        : { repository: code.repository ?? null, commit: code.commit, path: code.path ?? null, dirty: code.dirty },
    config: config ?? null,
    artifacts: content.artifacts.map(artifactIdentity).sort(by((file) => file.path)),
    datasets: content.datasetPins.map(datasetUseIdentity).sort(by((pin) => `${pin.role} ${pin.ref}`)),
    environment: environmentPin === null ? null : { ref: environmentPin.ref, digest: environmentPin.digest },
    run: runPin === null ? null : { id: runPin.id, digest: runPin.digest },
    parents: content.parentPins.map(({ ref, digest }) => ({ ref, digest })).sort(by((pin) => pin.ref)),
    ...(loggedModelPin === null ? {} : { loggedModel: { id: loggedModelPin.id, digest: loggedModelPin.digest } }),
    ...(externalVersion === undefined ? {} : { externalVersion }),
  });
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
