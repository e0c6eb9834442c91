import { ArrayMaxSize, ArrayUnique, IsNotEmpty, Max, MaxLength, Min } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';

/** What a version has to show before it is promoted. */
@ObjectType({ description: 'What a version has to show before it is promoted.', simpleResolvers: true })
@InputType('PolicyRulesInput', { description: 'What a version has to show before it is promoted.' })
export class PolicyRules {
  @Field(() => [String], {
    defaultValue: [],
    description:
      'Conditions on metrics: `auc >= 0.9`, `auc >= 0.85 on slice country=DE`, `auc >= 0.9 on dataset fraud/holdout`, and against the version it replaces `auc >= replaced - 0.01`, `loss <= replaced` (where the alias was removed, the version that had it last). The last evaluation on that data counts; where no data is named, the last evaluation without a slice, or the run.',
  })
  @ArrayMaxSize(50)
  @ArrayUnique({ message: 'metrics must hold each condition once' })
  @MaxLength(500, { each: true })
  metrics: string[];

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether its `reproducibility.verdict` has to be REPRODUCIBLE.',
  })
  reproducible: boolean;

  @Field(() => Int, { defaultValue: 0, description: 'How many people have to approve it: 0 to 20.' })
  @Min(0)
  @Max(20)
  approvals: number;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether an approval by the person who registered it counts.',
  })
  authorMayApprove: boolean;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Tags it has to have: `card`, or with a value `stage=final`.',
  })
  @ArrayMaxSize(50)
  @ArrayUnique({ message: 'requiredTags must hold each tag once' })
  @IsNotEmpty({ each: true })
  @MaxLength(500, { each: true })
  requiredTags: string[];
}

/** One rule of a policy: its name, as promotions and waivers name it, and what it asks for. */
export type Rule = { readonly name: string } & (
  | { readonly kind: 'METRIC'; readonly condition: string }
  | { readonly kind: 'REPRODUCIBLE' }
  | { readonly kind: 'APPROVALS'; readonly wanted: number; readonly authorMayApprove: boolean }
  | { readonly kind: 'TAG'; readonly tag: string }
);

/** The rules that a policy has, in the order in which they are judged. */
export function rulesOf({ metrics, reproducible, approvals, authorMayApprove, requiredTags }: PolicyRules): Rule[] {
  return [
    ...metrics.map((condition): Rule => ({ name: condition.trim(), kind: 'METRIC', condition })),
    ...(reproducible ? [{ name: 'reproducible', kind: 'REPRODUCIBLE' } as const] : []),
    ...(approvals > 0 ? [{ name: 'approvals', kind: 'APPROVALS', wanted: approvals, authorMayApprove } as const] : []),
    ...requiredTags.map((tag): Rule => ({ name: `tag ${tag}`, kind: 'TAG', tag })),
  ];
}
