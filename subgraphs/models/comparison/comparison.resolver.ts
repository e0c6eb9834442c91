import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { ModelsContext } from '../context.js';
import { compareModelVersions, MAX_COMPARED } from './compare-model-versions.js';
import { ModelVersionComparison } from './comparison.type.js';

/** What tells model versions apart. */
@Resolver(() => ModelVersionComparison)
export class ComparisonResolver {
  @Query(() => ModelVersionComparison, {
    description:
      'Compares model versions with the first of them: code, configuration, data, parameters, files and environment, and their metrics side by side.',
  })
  compareModelVersions(
    @Arg('refs', () => [String], { description: `The versions by ref, 2 to ${MAX_COMPARED} of them.` })
    refs: string[],
    @Ctx() context: ModelsContext,
  ): Promise<ModelVersionComparison> {
    return compareModelVersions(refs, context);
  }
}
