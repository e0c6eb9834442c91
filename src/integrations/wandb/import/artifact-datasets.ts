import { attempt } from '#integrations/importing/attempt.js';
import { MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { remembering } from '#integrations/importing/remembering.js';
import { write } from '#integrations/importing/write.js';
import type { LoggedArtifact, UsedArtifact, WandbRun } from '../source/wandb-run.js';
import { DIGEST_ALGORITHM, factsOf, filesOf } from './artifact-content.js';
import type { WandbImportContext } from './import-context.js';
import { nameIn } from './project-names.js';

const REGISTER = `mutation ($input: RegisterDatasetVersionInput!) {
  registerDatasetVersion(input: $input) { created datasetVersion { ref } }
}`;

interface Registered {
  readonly registerDatasetVersion: { readonly created: boolean; readonly datasetVersion: { readonly ref: string } };
}

/** The dataset versions that artifacts are, by ref; null where the server refuses one, which is reported. */
export interface ArtifactDatasets {
  logged(artifact: LoggedArtifact, run: WandbRun): Promise<string | null>;
  used(artifact: UsedArtifact, run: WandbRun): Promise<string | null>;
}

/** Those of one import: the same content is registered, and counted, once. */
export function artifactDatasets(context: WandbImportContext): ArtifactDatasets {
  const remembered = remembering<string | null>();
  const register = (input: { readonly dataset: string; readonly externalDigest: object }, path: string) =>
    remembered(JSON.stringify([input.dataset, input.externalDigest]), () =>
      attempt(context, { kind: 'dataset', path }, async () => {
        const { registerDatasetVersion: done } = await write<Registered>(context, REGISTER, { input });
        context.tally.count('datasets', done.created ? 'imported' : 'alreadyThere');
        return done.datasetVersion.ref;
      }),
    );
  return {
    logged(artifact, run) {
      const { name, digest, description } = artifact;
      const place = `${run.place}/artifacts/${name}`;
      const isFit = description !== null && textMisfit(description, MOST.description) === null;
      const input = {
        dataset: nameIn(run.project, context.namespace, name),
        files: filesOf(artifact, run, context),
        externalDigest: { algorithm: DIGEST_ALGORITHM, value: digest },
        statistics: factsOf(artifact, place, context),
        ...(isFit ? { description } : {}),
      };
      return register(input, place);
    },
    used({ id, name }, run) {
      // `entity/project/name:version`; the server's id stands for its content, which is not in the folder.
      const plain = name.replace(/^.*\//, '').replace(/:[^:]*$/, '') || 'unnamed';
      const input = {
        dataset: nameIn(run.project, context.namespace, plain),
        externalDigest: { algorithm: 'wandb-artifact-id', value: id || name },
        description: `Used as ${name}; what it holds is with W&B's server.`.slice(0, MOST.description),
      };
      return register(input, `${run.place}/used/${name}`);
    },
  };
}
