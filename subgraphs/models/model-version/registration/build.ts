import { Field, ObjectType } from 'type-graphql';
import type { BuildInput } from './build.inputs.js';

/** A build as rows and ledgers hold it, for good: under the names of the first release, which are not the API's. */
export interface StoredBuild {
  readonly system: string;
  readonly run?: string | null | undefined;
  readonly url?: string | null | undefined;
  readonly job?: string | null | undefined;
  readonly event?: string | null | undefined;
  readonly ref?: string | null | undefined;
}

/** The build that registered a version. Beside the version, not part of its digest: the same content built again is the same. */
@ObjectType({ description: 'The build that registered the version.', simpleResolvers: true })
export class Build {
  @Field(() => String, { description: 'The CI system: `github-actions`, `gitlab-ci`, `jenkins`, …' })
  system: string;

  @Field(() => String, { nullable: true, description: 'The number or id of the build in that system.' })
  buildId: string | null;

  @Field(() => String, { nullable: true, description: 'Where people can read about it.' })
  url: string | null;

  @Field(() => String, { nullable: true, description: 'The workflow or job.' })
  job: string | null;

  @Field(() => String, { nullable: true, description: 'The event that started it: `push`, `merge_request_event`, …' })
  event: string | null;

  @Field(() => String, { nullable: true, description: 'The branch or tag that was built.' })
  gitRef: string | null;
}

/** The build of an input as it is stored; what was left out stays out. */
export function storedBuild({ system, buildId, url, job, event, gitRef }: BuildInput): StoredBuild {
  return { system, run: buildId, url, job, event, ref: gitRef };
}

/** A stored build as the API gives it. */
export function buildOf({ system, run, url, job, event, ref }: StoredBuild): Build {
  return {
    system,
    buildId: run ?? null,
    url: url ?? null,
    job: job ?? null,
    event: event ?? null,
    gitRef: ref ?? null,
  };
}
