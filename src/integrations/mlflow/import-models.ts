import { assignNames } from './assign-names.js';
import { type ImportContext, pathInStore } from './import-context.js';
import type { RegisterEnvironment } from './import-environment.js';
import { importModel } from './import-model.js';
import type { ImportedRun } from './import-run.js';
import type { MlflowModel } from './read-registered-model.js';

/** Takes over every registered model, one after the other: a model's versions follow each other. */
export async function importModels(
  runs: ReadonlyMap<string, ImportedRun>,
  context: ImportContext,
  registerEnvironment: RegisterEnvironment,
): Promise<void> {
  const models: MlflowModel[] = [];
  for await (const model of context.store.models()) models.push(model);
  const names = assignNames(context.namespace, models);
  const total = models.reduce((sum, { versions }) => sum + versions.length, 0);
  let done = 0;
  const onVersion = () => context.onProgress({ what: 'model versions', done: ++done, total });
  for (const model of models) {
    const thing = { kind: 'model', path: pathInStore(context, model.folder) } as const;
    if (isPrompt(model)) {
      context.tally.skip({ ...thing, reason: 'is a prompt, not a model' });
      continue;
    }
    const to = { name: names.get(model) as string, runs, registerEnvironment };
    const { present, created } = await importModel(model, to, context, onVersion);
    if (present === 0)
      context.tally.skip({
        ...thing,
        reason: 'has no version that was imported, and a model begins with its first version',
      });
    else context.tally.count('models', created > 0 ? 'imported' : 'alreadyThere');
  }
}

/** MLflow stores prompts in its model registry, marked by this tag. Source: mlflow/prompt/constants.py. */
function isPrompt(model: MlflowModel): boolean {
  return model.tags.get('mlflow.prompt.is_prompt')?.toLowerCase() === 'true';
}
