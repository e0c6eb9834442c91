import { withoutCredentials } from '../reading/without-credentials.js';
import type { MlflowRun } from './read-run.js';

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
  const repository = run.tags.get('mlflow.source.git.repoURL')?.trim();
  return {
    commit,
    repository: repository ? withoutCredentials(repository) : null,
    path: pathInRepository(run.tags.get('mlflow.source.name')),
  };
}

/** MLflow projects write `repository#folder`, scripts a path, notebooks the path of the kernel inside an environment. */
function pathInRepository(source: string | undefined): string | null {
  const file = source?.includes('#') ? source.slice(source.lastIndexOf('#') + 1) : source?.trim();
  if (!file || /^([/\\~]|[A-Za-z]:[/\\]|[a-z][a-z0-9+.-]*:\/\/)/.test(file) || file.split(/[/\\]/).includes('..'))
    return null;
  return file.replaceAll('\\', '/');
}
