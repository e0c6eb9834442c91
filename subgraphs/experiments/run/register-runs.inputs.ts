import { ArrayMaxSize, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { RegisterRunInput } from './register-run.inputs.js';

/** The most runs one call takes, and points of all of them. */
const MAX_AT_ONCE = 100;
const MAX_POINTS = 10_000;

/** What `registerRuns` takes. */
@InputType({ description: 'Runs that are over, to register whole: all of them or none.' })
export class RegisterRunsInput {
  @Field(() => [RegisterRunInput], {
    description: `The runs, at most ${MAX_AT_ONCE}, with ${MAX_POINTS} points in all. None is the parent of another one.`,
  })
  @ArrayMaxSize(MAX_AT_ONCE)
  @ValidateNested({ each: true })
  runs: RegisterRunInput[];
}

/** @throws {PedigraphError} BAD_USER_INPUT for more points than one call takes. */
export function refuseTooManyPoints({ runs }: RegisterRunsInput): void {
  const points = runs.reduce((sum, { metrics }) => sum + metrics.length, 0);
  if (points <= MAX_POINTS) return;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `The runs of one call have at most ${MAX_POINTS} points in all, but these have ${points}: send some of them apart. Nothing was written.`,
    { max: MAX_POINTS, points },
  );
}
