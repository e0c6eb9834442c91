import type { LineageFact, LineageUpstream } from '#platform/database/new-ledger-event.js';
import { datasetUseFact } from '#values/columns-read.js';
import type { ModelVersionRow } from '../model-version.entity.js';

/** What a model version was made from, in the form of the ledger. */
export function modelLineage({
  id,
  ref,
  datasetPins,
  environmentPin,
  runPin,
  loggedModelPin,
  parentPins,
}: ModelVersionRow): LineageFact {
  return {
    node: { kind: 'MODEL_VERSION', id, ref },
    upstream: datasetPins.map(datasetUseFact).concat(
      environmentPin === null ? [] : upstream('ENVIRONMENT_VERSION', environmentPin, 'RAN_IN'),
      runPin === null ? [] : upstream('RUN', runPin, 'PRODUCED'),
      loggedModelPin === null ? [] : upstream('LOGGED_MODEL', loggedModelPin, 'REGISTERED_FROM'),
      parentPins.map((pin) => upstream('MODEL_VERSION', pin, 'FINE_TUNED_FROM')),
    ),
  };
}

function upstream(kind: string, { id, ref }: Pick<LineageUpstream, 'id' | 'ref'>, relation: string): LineageUpstream {
  return { kind, id, ref, relation };
}
