import { IsIn, IsInt, IsNotEmpty, IsObject, IsOptional, Max, MaxLength, Min } from 'class-validator';
import { Field, InputType, Int } from 'type-graphql';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import { IsNamespace, MaxJsonBytes } from '#platform/validation/constraints.js';
import { SourceKind, SourceOutcome } from './source-enums.js';

/** The longest lease: so long is nobody else let in after a follower died. */
const MAX_LEASE_SECONDS = 3_600;

/** Which source, and who reads it. */
@InputType()
abstract class HeldSourceInput {
  @Field(() => String, { description: 'Its URL or path; user and password in it are not stored.' })
  @IsNotEmpty()
  @MaxLength(2_000)
  source: string;

  @Field(() => String, { description: 'The namespace that it is imported into.' })
  @IsNamespace()
  namespace: string;

  @Field(() => String, { description: 'Who reads it: a name that no other follower has, such as a UUID.' })
  @IsNotEmpty()
  @MaxLength(200)
  holder: string;
}

/** What `claimSource` takes. */
@InputType({ description: 'A source that a follower is about to read, or goes on reading.' })
export class ClaimSourceInput extends HeldSourceInput {
  @Field(() => SourceKind, { description: 'What it is.' })
  @IsIn(Object.values(SourceKind))
  kind: SourceKind;

  @Field(() => String, { nullable: true, description: 'When it is read: `every 5m`, or a cron expression.' })
  @IsOptional()
  @MaxLength(200)
  schedule?: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Claim it only where it is due: where `nextAt` of the last read is past, or the schedule is another.',
  })
  ifDue: boolean;

  @Field(() => Int, {
    defaultValue: 60,
    description: `For how long nobody else may read it: 1 to ${MAX_LEASE_SECONDS}. Claim it again before that, to go on.`,
  })
  @IsInt()
  @Min(1)
  @Max(MAX_LEASE_SECONDS)
  leaseSeconds: number;
}

/** What `reportSourceRead` takes. */
@InputType({ description: 'How a read of a source ended.' })
export class ReportSourceReadInput extends HeldSourceInput {
  @Field(() => SourceOutcome, { description: 'How it ended.' })
  @IsIn(Object.values(SourceOutcome))
  outcome: SourceOutcome;

  @Field(() => JsonObject, { nullable: true, description: 'How many things of each kind it brought.' })
  @IsOptional()
  @IsObject()
  @MaxJsonBytes(10_000)
  brought?: Record<string, unknown> | null;

  @Field(() => String, { nullable: true, description: 'Why it failed.' })
  @IsOptional()
  @MaxLength(2_000)
  failure?: string | null;

  @Field(() => String, { nullable: true, description: 'Up to where it was read; left out: as before.' })
  @IsOptional()
  @MaxLength(2_000)
  position?: string | null;

  @Field(() => DateTime, { nullable: true, description: 'When it is to be read next.' })
  nextAt?: Date | null;
}
