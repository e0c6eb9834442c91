import { textMisfit } from '#integrations/importing/fit-text.js';
import { withoutCredentials } from '#platform/errors/without-credentials.js';
import type { MlflowRun } from '../source/mlflow-run.js';

/** The code a run was made from. MLflow does not record whether the tree was dirty, so neither does this. */
export interface CodePin {
  readonly commit: string;
  readonly repository: string | null;
  /** Inside the repository; null where MLflow only knows a path on the machine of the time. */
  readonly path: string | null;
}

/** The code pin of a run, from MLflow's own tags; null where no commit was recorded or the text is no Git hash. */
export function codePinOf(run: Pick<MlflowRun, 'tags' | 'sourceVersion'>): CodePin | null {
  const commit = (run.tags.get('mlflow.source.git.commit') ?? run.sourceVersion ?? '').trim().toLowerCase();
  if (!/^[0-9a-f]{7,64}$/.test(commit)) return null;
  return {
    commit,
    repository: fitting(withoutCredentials(run.tags.get('mlflow.source.git.repoURL')?.trim() ?? ''), 2_000),
    path: fitting(pathInRepository(run.tags.get('mlflow.source.name')) ?? '', 1_000),
  };
}

/** The tag that it comes from stays whole, whatever this is. */
function fitting(text: string, most: number): string | null {
  return text === '' || textMisfit(text, most) !== null ? null : text;
}

/** MLflow projects write `repository#folder`, scripts a path, notebooks the path of the kernel inside an environment. */
function pathInRepository(source: string | undefined): string | null {
  const file = source?.includes('#') ? source.slice(source.lastIndexOf('#') + 1) : source?.trim();
  if (!file || /^([/\\~]|[A-Za-z]:[/\\]|[a-z][a-z0-9+.-]*:\/\/)/.test(file) || file.split(/[/\\]/).includes('..'))
    return null;
  return file.replaceAll('\\', '/');
}
