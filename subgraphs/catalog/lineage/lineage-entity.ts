import { createUnionType } from 'type-graphql';
import { parseColumnRef } from '#values/column-ref.js';
import type { LineageKind } from '#values/lineage-kind.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import { DeploymentStub } from '../stubs/deployment.stub.js';
import { EnvironmentVersionStub } from '../stubs/environment-version.stub.js';
import { LoggedModelStub } from '../stubs/logged-model.stub.js';
import { ModelVersionStub } from '../stubs/model-version.stub.js';
import { RunStub } from '../stubs/run.stub.js';
import { DatasetColumn } from './dataset-column.type.js';
import type { LineageNodeRow } from './lineage.repository.js';

const STUB_OF_KIND = {
  MODEL_VERSION: ModelVersionStub,
  DATASET_VERSION: DatasetVersionStub,
  COLUMN: DatasetColumn,
  ENVIRONMENT_VERSION: EnvironmentVersionStub,
  RUN: RunStub,
  LOGGED_MODEL: LoggedModelStub,
  DEPLOYMENT: DeploymentStub,
} as const satisfies Record<LineageKind, new () => { id: string }>;

/** What a node stands for, by id alone: its own subgraph has the rest. */
export type LineageEntity = InstanceType<(typeof STUB_OF_KIND)[LineageKind]>;

/** The union of everything that lineage connects. */
export const LineageEntityUnion = createUnionType({
  name: 'LineageEntity',
  description: 'What a node of the lineage stands for.',
  types: () => Object.values(STUB_OF_KIND),
  resolveType: (entity) => entity.constructor as new () => LineageEntity,
});

/** The entity of a node. */
export function entityOf({ kind, id, ref }: Pick<LineageNodeRow, 'id' | 'ref'> & { kind: LineageKind }): LineageEntity {
  return Object.assign(new STUB_OF_KIND[kind](), { id }, kind === 'COLUMN' ? parseColumnRef(ref) : null);
}
