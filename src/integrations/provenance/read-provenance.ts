import { withoutCredentials } from '../reading/without-credentials.js';
import { type CiBuild, type Environment, readCiBuild } from './ci-build.js';
import { mergedCommit, readGit } from './read-git.js';

/** Which code, and which build. */
export interface Provenance {
  readonly code: {
    readonly repository?: string | undefined;
    readonly commit: string;
    readonly path?: string | undefined;
    readonly dirty: boolean;
  } | null;
  readonly build: CiBuild['build'] | null;
}

/** What Git says of a folder and the CI system of the build; where both say something of the code, the CI system knows better which commit is meant. */
export async function readProvenance(folder: string, env: Environment): Promise<Provenance> {
  const [git, ci] = await Promise.all([readGit(folder), readCiBuild(env)]);
  const merged = ci?.mayBeMerge ? await mergedCommit(folder) : null;
  const commit = merged ?? ci?.commit ?? git?.commit;
  const repository = git?.repository ?? ci?.repository;
  const build = ci === null ? null : { ...ci.build, ...(ci.build.url && { url: withoutCredentials(ci.build.url) }) };
  if (commit === undefined) return { code: null, build };
  return {
    code: {
      commit,
      dirty: git?.dirty ?? false,
      ...(repository && { repository: withoutCredentials(repository) }),
      ...(git?.path && { path: git.path }),
    },
    build,
  };
}
