import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { LoggedModel } from '../logged-model/logged-model.entity.js';
import { runTarget } from '../run/require-run.js';
import { Run } from '../run/run.entity.js';
import { AddRunOutputsInput } from './add-run-outputs.inputs.js';
import { addRunOutputs } from './add-run-outputs.js';
import { AddRunOutputsPayload } from './add-run-outputs.payload.js';
import type { RunLoggedModelContext } from './run-logged-model.context.js';
import { RunLoggedModel } from './run-logged-model.type.js';

/** The logged models that runs make and read. */
@Resolver(() => Run)
export class RunLoggedModelResolver {
  @Mutation(() => AddRunOutputsPayload, {
    description:
      'Adds logged models and dataset versions to what a run made, open or ended: they are beside what is sealed. A logged model that it has at the same step, and a dataset version that it has, stay as they are. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.LOG_TO_RUN, runTarget)
  addRunOutputs(
    @Arg('input', () => AddRunOutputsInput, { description: 'The run, and what it made.' }) input: AddRunOutputsInput,
    @Ctx() context: RunLoggedModelContext,
  ): Promise<AddRunOutputsPayload> {
    return addRunOutputs(input, context);
  }

  @FieldResolver(() => [RunLoggedModel], {
    description: 'The logged models that it named as its outputs, in the order in which it did.',
  })
  async loggedModels(@Root() { id }: Run, @Ctx() context: RunLoggedModelContext): Promise<RunLoggedModel[]> {
    return (await namedBy(id, true, context)).map(({ loggedModel, step }) => ({ loggedModel, step }));
  }

  @FieldResolver(() => [LoggedModel], {
    description: 'The logged models that it read, in the order in which it named them.',
  })
  async readLoggedModels(@Root() { id }: Run, @Ctx() context: RunLoggedModelContext): Promise<LoggedModel[]> {
    return (await namedBy(id, false, context)).map(({ loggedModel }) => loggedModel);
  }
}

/** What a run made or read, of what the caller may see. */
async function namedBy(runId: string, isOutput: boolean, { loaders }: RunLoggedModelContext) {
  const rows = (await loaders.loggedModelsByRun.load(runId)).filter((row) => row.isOutput === isOutput);
  const found = await Promise.all(rows.map((row) => loaders.loggedModelById.load(row.loggedModelId)));
  return rows.flatMap(({ step }, index) => {
    const loggedModel = found[index] ?? null;
    return loggedModel === null ? [] : [{ loggedModel, step: Number(step) }];
  });
}
