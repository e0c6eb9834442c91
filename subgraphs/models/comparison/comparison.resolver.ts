import { Arg, Ctx, Directive, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import type { RunAttachmentContext } from '../model-version/run-attachment/run-attachment.context.js';
import { compareLineage } from './compare-lineage.js';
import { compareModelVersions, MAX_COMPARED } from './compare-model-versions.js';
import { LineageDifference, ModelVersionComparison } from './comparison.type.js';

/** The comparison of model versions. */
@Resolver(() => ModelVersionComparison)
export class ComparisonResolver {
  @Directive('@cost(weight: 100)')
  @Query(() => ModelVersionComparison, {
    description:
      'Compares model versions with the first of them: code, configuration, data, parameters, files and environment, and their metrics side by side.',
  })
  @FiltersItself(
    'the refs are looked up, and what a version was made of that is hidden is compared as if it were not there',
  )
  compareModelVersions(
    @Arg('refs', () => [String], { description: `The versions by ref, 2 to ${MAX_COMPARED} of them.` })
    refs: string[],
    @Ctx() context: RunAttachmentContext,
  ): Promise<ModelVersionComparison> {
    return compareModelVersions(refs, context);
  }

  @FieldResolver(() => [LineageDifference], {
    nullable: true,
    description:
      'What some of them rest on, directly or through other things, and others do not; null with an error where the catalog has not read of them yet.',
  })
  lineage(
    @Root() { versions }: ModelVersionComparison,
    @Ctx() context: RunAttachmentContext,
  ): Promise<LineageDifference[]> {
    return compareLineage(versions, context);
  }
}
