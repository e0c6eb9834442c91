import { ArrayMaxSize, IsNotEmpty, IsOptional, MaxLength, ValidateNested } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { ArtifactInput } from '#values/artifact.js';
import { LoggedModelEndStatus } from '#values/logged-model-status.js';
import { LoggedModelField } from './logged-model-field.js';

/** What `finishLoggedModel` takes. */
@InputType({ description: 'A logged model whose making ends, and how.' })
export class FinishLoggedModelInput {
  @LoggedModelField()
  loggedModel: string;

  @Field(() => LoggedModelEndStatus, { description: 'How it ends.' })
  status: LoggedModelEndStatus;

  @Field(() => String, { nullable: true, description: 'More of that, in words.' })
  @IsOptional()
  @IsNotEmpty()
  @MaxLength(10_000)
  message?: string | null;

  @Field(() => [ArtifactInput], { defaultValue: [], description: 'Its files, of one that is READY.' })
  @ArrayMaxSize(10_000)
  @ValidateNested({ each: true })
  artifacts: ArtifactInput[];
}
