import type { LineageFact } from '../../../src/platform/ledger/ledger-event.js';
import { datasetUseFact } from '../../_values/columns-read.js';
import type { ModelVersionRow } from './model-version.entity.js';

/** What a model version was made from, as the ledger tells it. */
export function modelLineage({
  id,
  ref,
  datasetPins,
  environmentPin,
  runPin,
  parentPins,
}: ModelVersionRow): LineageFact {
  return {
    node: { kind: 'MODEL_VERSION', id, ref },
    upstream: [
      ...datasetPins.map(datasetUseFact),
      ...(environmentPin === null
        ? []
        : [{ kind: 'ENVIRONMENT_VERSION', id: environmentPin.id, ref: environmentPin.ref, relation: 'RAN_IN' }]),
      ...(runPin === null ? [] : [{ kind: 'RUN', id: runPin.id, ref: runPin.ref, relation: 'PRODUCED' }]),
      ...parentPins.map((pin) => ({ kind: 'MODEL_VERSION', id: pin.id, ref: pin.ref, relation: 'FINE_TUNED_FROM' })),
    ],
  };
}
