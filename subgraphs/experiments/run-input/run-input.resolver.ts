import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { sees } from '#platform/auth/rights.js';
import { RULES } from '#values/actions.js';
import { stubOf } from '#values/stub-of.js';
import type { AddedInput } from '../added-input/added-input.entity.js';
import type { InputPin } from '../added-input/input-pin.js';
import { runTarget } from '../run/require-run.js';
import { Run } from '../run/run.entity.js';
import { AddRunInputsInput } from './add-run-inputs.inputs.js';
import { addRunInputs } from './add-run-inputs.js';
import { AddRunInputsPayload } from './add-run-inputs.payload.js';
import type { RunInputContext } from './run-input.context.js';
import { RunInput } from './run-input.type.js';

/** What runs read. */
@Resolver(() => Run)
export class RunInputResolver {
  @Mutation(() => AddRunInputsPayload, {
    description:
      'Adds dataset versions to what an open run reads, with tags of their own, and logged models. One that the run has for the same role and context stays as it is. The dataset versions that are there when the run ends are sealed with it. Safe to send twice without an idempotency key.',
  })
  @Needs(RULES.LOG_TO_RUN, runTarget)
  addRunInputs(
    @Arg('input', () => AddRunInputsInput, { description: 'The run, and what it reads.' }) input: AddRunInputsInput,
    @Ctx() context: RunInputContext,
  ): Promise<AddRunInputsPayload> {
    return addRunInputs(input, context);
  }

  @FieldResolver(() => [RunInput], {
    description:
      'The dataset versions it read: those of its start in the order they were given, then those that came later.',
  })
  async inputs(@Root() run: Run, @Ctx() { caller, loaders }: RunInputContext): Promise<RunInput[]> {
    const added = await loaders.addedInputsByRun.load(run.id);
    const inputs = [
      ...run.inputPins.map((pin) => ({ pin, row: null })),
      ...added.map((row) => ({ pin: row.pin, row })),
    ];
    return inputs.filter(({ pin }) => sees(caller.rights, pin.ref)).map(({ pin, row }) => inputOf(pin, row));
  }
}

function inputOf({ role, id, ref, columns }: InputPin, added: AddedInput | null): RunInput {
  return {
    role,
    datasetVersion: stubOf({ id, ref }),
    columns: columns ?? null,
    context: added?.context || null,
    tags: added?.tags ?? {},
    afterEnd: added?.isAfterEnd ?? false,
  };
}
