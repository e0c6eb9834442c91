import { Directive, Field, ObjectType } from 'type-graphql';
import { DatasetVersionStub } from '#subgraphs/models/stubs/dataset-version.stub.js';
import type { ColumnsPin } from '#values/columns-read.js';
import { DatasetRole } from '#values/dataset-role.js';

/** A pinned dataset version, as it is stored. */
export interface DatasetPin extends ColumnsPin {
  readonly role: DatasetRole;
  readonly id: string;
  readonly ref: string;
  readonly digest: string;
}

/** The pinned environment, as it is stored. */
export interface EnvironmentPin {
  readonly id: string;
  readonly ref: string;
  readonly digest: string;
  readonly image: string | null;
}

/** The pinned run, as it is stored. The digest is null where the run was still open. */
export interface RunPin {
  readonly id: string;
  readonly ref: string;
  readonly digest: string | null;
}

/** The pinned logged model, as it is stored. The digest is null where it was not READY. */
export interface LoggedModelPin {
  readonly id: string;
  readonly ref: string;
  readonly digest: string | null;
}

/** A pinned parent version, as it is stored. */
export interface ParentPin {
  readonly id: string;
  readonly ref: string;
  readonly digest: string;
}

/** Everything a version pins, verified with its owners, and what the verdict on reproducibility asks of it. */
export interface PinnedParts {
  readonly datasets: readonly (DatasetPin & { readonly files: readonly { readonly digest: string | null }[] })[];
  readonly environment: (EnvironmentPin & { readonly packages: readonly { readonly version: string | null }[] }) | null;
  readonly run: RunPin | null;
  readonly loggedModel: LoggedModelPin | null;
  readonly parents: readonly ParentPin[];
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
