import { MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { remembering } from '#integrations/importing/remembering.js';
import { write } from '#integrations/importing/write.js';
import type { RunProject } from '../source/wandb-run.js';
import type { WandbImportContext } from './import-context.js';
import { nameIn } from './project-names.js';

/** Makes the experiment of a project where it is not there; its name here. Throws `ApiError`. */
export type EnsureExperiment = (project: RunProject) => Promise<string>;

const CREATE =
  'mutation ($input: CreateExperimentInput!) { createExperiment(input: $input) { created experiment { name } } }';

interface Created {
  readonly createExperiment: { readonly created: boolean; readonly experiment: { readonly name: string } };
}

/** Those of one import: each project is asked for once, and counted once. */
export function experimentsOf(context: WandbImportContext): EnsureExperiment {
  const remembered = remembering<string>();
  return (project) => remembered(JSON.stringify(project), () => create(project, context));
}

async function create(of: RunProject, context: WandbImportContext): Promise<string> {
  const { entity, project } = of;
  const whole = entity === null ? project : `${entity}/${project}`;
  const name = nameIn(of, context.namespace);
  const input = {
    name,
    displayName: textMisfit(project, MOST.name) === null ? project : name,
    externalId: `wandb:${whole}`.slice(0, MOST.name),
  };
  const { createExperiment: done } = await write<Created>(context, CREATE, { input });
  context.tally.count('experiments', done.created ? 'imported' : 'alreadyThere');
  return done.experiment.name;
}
