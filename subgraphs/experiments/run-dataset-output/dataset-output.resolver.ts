import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { sees } from '#platform/auth/rights.js';
import { type PinnedStub, stubOf } from '#values/stub-of.js';
import type { RunContext } from '../run/run.context.js';
import { Run } from '../run/run.entity.js';
import { DatasetVersionStub } from '../stubs/dataset-version.stub.js';
import type { DatasetOutputLoaders } from './dataset-output.context.js';

/** The dataset versions that runs made. */
@Resolver(() => Run)
export class DatasetOutputResolver {
  @FieldResolver(() => [DatasetVersionStub], {
    nullable: 'items',
    description: 'The dataset versions that it named as its outputs, in the order in which it did.',
  })
  async datasetOutputs(
    @Root() { id }: Run,
    @Ctx() { caller, loaders }: RunContext & { readonly loaders: DatasetOutputLoaders },
  ): Promise<PinnedStub[]> {
    const outputs = await loaders.datasetOutputsByRun.load(id);
    return outputs.flatMap(({ pin }) => (sees(caller.rights, pin.ref) ? [stubOf(pin)] : []));
  }
}
