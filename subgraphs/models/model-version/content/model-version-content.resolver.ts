import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { parseLarge } from '#platform/database/rows/row-shape.js';
import { loadLarge, loadWhole } from '#platform/loading/load-whole.js';
import type { Artifact } from '#values/artifact.js';
import type { ModelVersionContext } from '../model-version.context.js';
import { ModelVersion, type ModelVersionRow } from '../model-version.entity.js';
import { recipeFor } from '../reproducibility/recipe.js';
import { Reproducibility } from '../reproducibility/reproducibility.js';

/** What of a model version may be large: read only where it is asked for. */
@Resolver(() => ModelVersion)
export class ModelVersionContentResolver {
  @FieldResolver()
  async manifest(@Root() row: ModelVersionRow, @Ctx() context: ModelVersionContext): Promise<object> {
    return loadLarge(row, 'manifest', context.loaders.wholeVersionById);
  }

  @FieldResolver()
  async config(@Root() row: ModelVersionRow, @Ctx() context: ModelVersionContext): Promise<unknown> {
    return loadLarge(row, 'config', context.loaders.wholeVersionById);
  }

  @FieldResolver()
  async artifacts(@Root() row: ModelVersionRow, @Ctx() context: ModelVersionContext): Promise<readonly Artifact[]> {
    return loadLarge(row, 'artifacts', context.loaders.wholeVersionById);
  }
}

/** The way to rebuild a version. */
@Resolver(() => Reproducibility)
export class RecipeResolver {
  @FieldResolver(() => String, {
    description: 'How to rebuild it, as shell commands and comments a person can follow.',
  })
  async recipe(@Root() { version }: Reproducibility, @Ctx() context: ModelVersionContext): Promise<string> {
    const whole = await loadWhole(version, 'manifest', context.loaders.wholeVersionById);
    await parseLarge(whole, 'config', 'artifacts');
    return recipeFor(whole);
  }
}
