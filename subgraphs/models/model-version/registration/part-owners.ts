import { parse } from 'graphql';
import { v7 as uuid } from 'uuid';
import { sha256 } from '#platform/digest/digest.js';
import type { Ports } from '#platform/ports/ports.js';
import type { Pin, SealedPin } from '#platform/ports/resolve-pins.js';
import type { RegisterDatasetVersionInput } from '#values/register-dataset-version.input.js';
import type { RegisterEnvironmentVersionInput } from '#values/register-environment-version.input.js';
import type { DatasetContentFacts } from './pins.js';

/** A dataset version that came with a model version, with what the verdict on reproducibility asks of it. */
export type MadeDataset = SealedPin & DatasetContentFacts;

/** An environment version that came with a model version, with what the verdict on reproducibility asks of it. */
export type MadeEnvironment = SealedPin & {
  readonly image: string | null;
  readonly packages: readonly { readonly version: string | null }[];
};

/** The subgraphs that own the parts of a model version, each asked once. They refuse with their own errors. */
export interface PartOwners {
  /** In the order of the parts. */
  datasets(parts: readonly RegisterDatasetVersionInput[]): Promise<readonly MadeDataset[]>;
  environment(part: RegisterEnvironmentVersionInput): Promise<MadeEnvironment>;
  run(part: RunPart): Promise<Pin>;
}

/** What `registerRun` takes. */
export type RunPart = object & { readonly experiment: string };

/** Owners that register the parts; what is there already is found by its digest. */
export function registeringOwners(ports: Ports): PartOwners {
  return {
    async datasets(datasetVersions) {
      const variables = { input: { datasetVersions } };
      const { parts } = await ports.ask<{ parts: { all: { made: MadeDataset }[] } }>({
        subgraph: 'datasets',
        document: REGISTER_DATASETS,
        variables,
      });
      return parts.all.map(({ made }) => made);
    },
    async environment(input) {
      const question = { subgraph: 'environments', document: REGISTER_ENVIRONMENT, variables: { input } };
      return (await ports.ask<{ part: { made: MadeEnvironment } }>(question)).part.made;
    },
    async run(input) {
      const question = { subgraph: 'experiments', document: REGISTER_RUN, variables: { input } };
      const { part } = await ports.ask<{ part: { digest: string; made: Omit<Pin, 'digest'> } }>(question);
      return { ...part.made, digest: part.digest };
    },
  };
}

/** Owners that say what registering the parts would come to: what is not there yet has an id that was made up. */
export function previewingOwners(ports: Ports): PartOwners {
  return {
    async datasets(datasetVersions) {
      const { parts } = await ports.ask<{ parts: Omit<SealedPin, 'id'>[] }>({
        subgraph: 'datasets',
        document: PREVIEW_DATASETS,
        variables: { input: { datasetVersions } },
      });
      return parts.map((part, index) => ({
        ...part,
        id: uuid(),
        files: datasetVersions[index]!.files.map(({ digest = null }) => ({ digest })),
      }));
    },
    async environment(input) {
      const question = { subgraph: 'environments', document: PREVIEW_ENVIRONMENT, variables: { input } };
      const { part } = await ports.ask<{ part: Omit<SealedPin, 'id'> }>(question);
      return {
        ...part,
        id: uuid(),
        image: input.image ?? null,
        packages: input.packages.map(({ version = null }) => ({ version })),
      };
    },
    async run(input) {
      const question = { subgraph: 'experiments', document: PREVIEW_RUN, variables: { input } };
      const { part } = await ports.ask<{ part: { run: Pin | null } }>(question);
      if (part.run !== null) return part.run;
      // Its digest is over an id that it does not have yet.
      const id = uuid();
      return { id, ref: `${input.experiment}@${id}`, digest: sha256(id) };
    },
  };
}

const REGISTER_DATASETS = parse(
  'mutation ($input: RegisterDatasetVersionsInput!) { parts: registerDatasetVersions(input: $input) { all: datasetVersions { made: datasetVersion { id ref digest files { digest } } } } }',
);
const REGISTER_ENVIRONMENT = parse(
  'mutation ($input: RegisterEnvironmentVersionInput!) { part: registerEnvironmentVersion(input: $input) { made: environmentVersion { id ref digest image packages { version } } } }',
);
const REGISTER_RUN = parse(
  'mutation ($input: RegisterRunInput!) { part: registerRun(input: $input) { digest made: run { id ref } } }',
);
const PREVIEW_DATASETS = parse(
  'query ($input: RegisterDatasetVersionsInput!) { parts: previewDatasetVersions(input: $input) { ref digest } }',
);
const PREVIEW_ENVIRONMENT = parse(
  'query ($input: RegisterEnvironmentVersionInput!) { part: previewEnvironmentVersion(input: $input) { ref digest } }',
);
const PREVIEW_RUN = parse(
  'query ($input: RegisterRunInput!) { part: previewRun(input: $input) { run { id ref digest } } }',
);
