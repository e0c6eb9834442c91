import { isoOf, momentMisfit } from '#integrations/importing/fit-moment.js';
import { fitTags } from '#integrations/importing/fit-tags.js';
import { MOST, textMisfit } from '#integrations/importing/fit-text.js';
import { write } from '#integrations/importing/write.js';
import type { MlflowModel } from '../source/mlflow-entities.js';
import { namespaceOf } from './find-experiments.js';
import { followAnnotations } from './follow-annotations.js';
import type { ImportContext } from './import-context.js';

/** A registered model as it is here. */
export interface ModelHere {
  readonly name: string;
  readonly created: boolean;
}

const CREATE = `mutation ($input: CreateModelInput!) { createModel(input: $input) {
  created model { name description tags }
} }`;

interface Created {
  readonly createModel: {
    readonly created: boolean;
    readonly model: {
      readonly name: string;
      readonly description: string | null;
      readonly tags: Readonly<Record<string, unknown>>;
    };
  };
}

/** Makes a model, or finds it by what MLflow calls it and brings its description and tags up to date. */
export async function modelHere(model: MlflowModel, context: ImportContext): Promise<ModelHere> {
  const { tally, now } = context;
  const { place, createdAt } = model;
  const description = fittingDescription(model.description, place, context);
  const tags = fitTags(model.tags, place, tally.problem);
  const misfit = createdAt === null ? null : momentMisfit(createdAt, now);
  if (misfit !== null) tally.remark(place, `the moment at which it was made ${misfit}, and is left out`);
  const { createModel: done } = await write<Created>(context, CREATE, {
    input: {
      namespace: namespaceOf(model, context),
      displayName: displayNameOf(model, context),
      description,
      tags,
      createdElsewhereAt: misfit === null ? isoOf(createdAt) : undefined,
    },
  });
  const { created, model: here } = done;
  if (!created) await followAnnotations({ ...here, of: here.name, inMlflow: { description, tags }, place }, context);
  return { name: here.name, created };
}

function displayNameOf({ name, place }: MlflowModel, { tally }: ImportContext): string {
  const misfit = textMisfit(name, MOST.name);
  if (misfit === null) return name;
  const shortened = `${name.replace(/[\0\p{Surrogate}]/gu, '').slice(0, MOST.name - 2)}…`;
  tally.remark(place, `its name ${misfit}: it is called "${shortened}"`);
  return shortened;
}

/** A description as the API takes it; one that does not fit is left out and reported. */
export function fittingDescription(text: string | null, place: string, { tally }: ImportContext): string | null {
  const misfit = text === null ? null : textMisfit(text, MOST.description);
  if (misfit === null) return text;
  tally.skip({ kind: 'tag', path: `${place}/description`, reason: misfit });
  return null;
}
