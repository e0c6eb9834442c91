import { attempt } from '#integrations/importing/attempt.js';
import type { MlflowModel } from '../source/mlflow-entities.js';
import { importAliases } from './import-aliases.js';
import type { ImportContext } from './import-context.js';
import { importVersions } from './import-versions.js';
import { modelHere } from './model-here.js';
import type { ModelsToImport } from './registry-destination.js';

/** Takes over every registered model, one after the other: a model's versions follow each other. */
export async function importModels(to: ModelsToImport, context: ImportContext): Promise<void> {
  const { tally, source } = context;
  const { modelVersions: known } = await source.size();
  let done = 0;
  const onVersion = () => {
    done++;
    context.onProgress({ what: 'model versions', done, total: Math.max(known, done) });
  };
  for await (const model of source.models()) {
    const thing = { kind: 'model', path: model.place } as const;
    if (isPrompt(model)) {
      tally.skip({ ...thing, reason: 'is a prompt, not a model' });
      continue;
    }
    await attempt(context, thing, async () => {
      const here = await modelHere(model, context);
      tally.count('models', here.created ? 'imported' : 'alreadyThere');
      const { workspace } = model;
      const findVersion = (name: string, number: number) => source.version({ name, workspace }, number);
      const versions = await importVersions(model, { ...to, here, findVersion, onVersion }, context);
      await importAliases(model, here, versions, context);
    });
  }
}

/** MLflow stores prompts in its model registry, marked by this tag. Source: mlflow/prompt/constants.py. */
function isPrompt(model: MlflowModel): boolean {
  return model.tags.get('mlflow.prompt.is_prompt')?.toLowerCase() === 'true';
}
