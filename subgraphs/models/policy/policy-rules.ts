import { ArrayMaxSize, ArrayUnique, IsNotEmpty, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { Field, InputType, Int, ObjectType } from 'type-graphql';
import type { Role } from '#platform/auth/role.js';
import { ApprovalsByRole } from './approvals-by-role.js';

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

  @Field(() => [ApprovalsByRole], {
    defaultValue: [],
    description:
      'How many people of a role have to approve it, each role once: `{ role: ADMIN, count: 2 }`. Who has a role above it counts as well.',
  })
  @ArrayUnique(({ role }: ApprovalsByRole) => role, { message: 'approvalsByRole must hold each role once' })
  @ValidateNested({ each: true })
  approvalsByRole: ApprovalsByRole[];

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
  | {
      readonly kind: 'APPROVALS';
      readonly wanted: number;
      /** The role that those have whose approvals count; null where everybody’s do. */
      readonly role: Role | null;
      readonly authorMayApprove: boolean;
    }
  | { readonly kind: 'TAG'; readonly tag: string }
);

/** The rules that a policy has, in the order in which they are judged. */
export function rulesOf(rules: PolicyRules): Rule[] {
  const { metrics, reproducible, approvals, approvalsByRole, authorMayApprove, requiredTags } = rules;
  const approvedBy = (name: string, wanted: number, role: Role | null): Rule => ({
    name,
    kind: 'APPROVALS',
    wanted,
    role,
    authorMayApprove,
  });
  return [
    ...metrics.map((condition): Rule => ({ name: condition.trim(), kind: 'METRIC', condition })),
    ...(reproducible ? [{ name: 'reproducible', kind: 'REPRODUCIBLE' } as const] : []),
    ...(approvals > 0 ? [approvedBy('approvals', approvals, null)] : []),
    ...approvalsByRole.map(({ role, count }) => approvedBy(`approvals by ${role}`, count, role)),
    ...requiredTags.map((tag): Rule => ({ name: `tag ${tag}`, kind: 'TAG', tag })),
  ];
}
