import { Ctx, Field, FieldResolver, ObjectType, Resolver, Root } from 'type-graphql';
import { loadLarge } from '#platform/loading/load-whole.js';
import type { DatasetVersionContext } from './dataset-version.context.js';
import type { DatasetVersionRow } from './dataset-version.entity.js';

/** What another tool said of a dataset version; all but the name is read from the manifest when somebody asks. */
@ObjectType({ description: 'What another tool says of a dataset version: texts as it gave them.' })
export class ExternalDataset {
  constructor(
    readonly row: DatasetVersionRow,
    name: string,
  ) {
    this.name = name;
  }

  @Field(() => String, { description: 'What it is called there.' })
  name: string;
}

/** The part of a manifest that holds it. */
interface ExternalInManifest {
  readonly external: Readonly<Record<'sourceType' | 'source' | 'schema' | 'profile', string | null>>;
}

/** The texts of another tool. */
@Resolver(() => ExternalDataset)
export class ExternalDatasetResolver {
  @FieldResolver(() => String, { nullable: true, description: 'Of what kind its source is: `local`, `huggingface`.' })
  sourceType(@Root() external: ExternalDataset, @Ctx() context: DatasetVersionContext): Promise<string | null> {
    return textOf(external, 'sourceType', context);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Where it comes from, often as JSON.' })
  source(@Root() external: ExternalDataset, @Ctx() context: DatasetVersionContext): Promise<string | null> {
    return textOf(external, 'source', context);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Its schema, often as JSON.' })
  schema(@Root() external: ExternalDataset, @Ctx() context: DatasetVersionContext): Promise<string | null> {
    return textOf(external, 'schema', context);
  }

  @FieldResolver(() => String, { nullable: true, description: 'What was computed of it, often as JSON.' })
  profile(@Root() external: ExternalDataset, @Ctx() context: DatasetVersionContext): Promise<string | null> {
    return textOf(external, 'profile', context);
  }
}

async function textOf(
  { row }: ExternalDataset,
  key: keyof ExternalInManifest['external'],
  { loaders }: DatasetVersionContext,
): Promise<string | null> {
  const manifest = await loadLarge(row, 'manifest', loaders.wholeVersionById);
  return (manifest as ExternalInManifest).external[key];
}
