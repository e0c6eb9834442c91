import type { Ports } from '#platform/ports/ports.js';
import { resolvePins } from '#platform/ports/resolve-pins.js';
import { COLUMNS_SELECTION, columnsRead, type DatasetWithColumns } from '#values/columns-read.js';
import type { DatasetUseInput } from '#values/dataset-use.input.js';
import type { InputPin } from '../added-input/input-pin.js';

/** What is asked of a dataset version that is pinned. */
type PinnedDataset = DatasetWithColumns & {
  readonly digest: string;
  readonly externalDigest: { readonly value: string } | null;
  readonly external: { readonly name: string } | null;
};

/**
 * Verifies dataset versions that a run reads with their owner, in the order given.
 * @throws {PedigraphError} REFERENCE_NOT_FOUND, UNAVAILABLE, or BAD_USER_INPUT for columns that it does not have.
 */
export async function pinDatasets(uses: readonly DatasetUseInput[], ports: Ports): Promise<InputPin[]> {
  const columns = uses.some((use) => use.columns != null) ? COLUMNS_SELECTION : '';
  const datasets = await resolvePins<PinnedDataset>(ports, {
    subgraph: 'datasets',
    type: 'DatasetVersion',
    key: 'ref',
    keys: uses.map((use) => use.ref),
    selection: `externalDigest { value } external { name } ${columns}`,
  });
  return datasets.map(({ id, ref, digest, schema, external, externalDigest }, index) => ({
    role: uses[index]?.role ?? 'OTHER',
    id,
    ref,
    digest,
    ...(external && { externalName: external.name }),
    ...(externalDigest && { externalDigest: externalDigest.value }),
    ...columnsRead(uses[index]?.columns, { ref, schema }),
  }));
}
