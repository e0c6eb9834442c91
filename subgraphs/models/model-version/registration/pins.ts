import { Directive, Field, ObjectType } from 'type-graphql';
import type { Pin, SealedPin } from '#platform/ports/resolve-pins.js';
import { DatasetVersionStub } from '#subgraphs/models/stubs/dataset-version.stub.js';
import type { ColumnsPin } from '#values/columns-read.js';
import { DatasetRole } from '#values/dataset-role.js';

/** A pinned dataset version, as it is stored. */
export interface DatasetPin extends ColumnsPin, SealedPin {
  readonly role: DatasetRole;
}

/** The pinned environment, as it is stored. */
export interface EnvironmentPin extends SealedPin {
  readonly image: string | null;
}

/** What the verdict on reproducibility asks of a dataset version. */
export interface DatasetContentFacts {
  readonly files: readonly { readonly digest: string | null }[];
  /** What another tool knows its content by. */
  readonly externalDigest?: { readonly algorithm: string } | null | undefined;
}

/** Everything a version pins, verified with its owners, and what the verdict on reproducibility asks of it. */
export interface PinnedParts {
  readonly datasets: readonly (DatasetPin & DatasetContentFacts)[];
  readonly environment: (EnvironmentPin & { readonly packages: readonly { readonly version: string | null }[] }) | null;
  readonly run: Pin | null;
  readonly loggedModel: Pin | null;
  readonly parents: readonly SealedPin[];
}

/** A dataset version and what it was used for. */
@ObjectType({ description: 'A dataset version and what the model version used it for.', simpleResolvers: true })
@Directive('@shareable')
export class DatasetUse {
  @Field(() => DatasetRole, { description: 'What it was used for.' })
  role: DatasetRole;

  @Field(() => DatasetVersionStub, {
    nullable: true,
    description: 'The dataset version, pinned by digest; null only while the datasets subgraph does not answer.',
  })
  datasetVersion: DatasetVersionStub;

  @Field(() => [String], {
    nullable: true,
    description: 'The columns of it that were read, sorted; null where that is not known: then it may be any of them.',
  })
  columns: readonly string[] | null;
}
