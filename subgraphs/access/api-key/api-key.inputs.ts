import { IsNotEmpty, IsOptional, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { DateTime } from '#platform/scalars/scalars.js';
import { MAX_REF } from '#platform/validation/constraints.js';
import { ReasonField } from '#values/reason-field.js';
import { Role } from '#values/role.js';
import { NamespaceField, PrincipalField } from '../fields/access-fields.js';
import { CallerKind } from '../viewer/caller-kind.js';

/** What `createApiKey` takes. */
@InputType({ description: 'An API key to make.' })
export class CreateApiKeyInput {
  @Field(() => String, { description: 'What it is for: `nightly training`.' })
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  @PrincipalField('Who asks with it: one’s own name, or for an ADMIN of everything any.')
  principal: string;

  @Field(() => CallerKind, { defaultValue: CallerKind.SERVICE, description: 'USER or SERVICE.' })
  kind: CallerKind;

  @Field(() => Role, {
    nullable: true,
    description:
      'The most that may be done with it in `namespace`, and nothing elsewhere; left out, all its principal may.',
  })
  @IsOptional()
  role?: Role | null;

  @NamespaceField('Where `role` holds, with all below it; left out, everything.')
  namespace: string;

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it ends; left out, 90 days from now. At most ten years ahead.',
  })
  @IsOptional()
  expiresAt?: Date | null;
}

/** What `revokeApiKey` takes. */
@InputType({ description: 'An API key to revoke.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'The key, by its id: `apiKeys { nodes { id hint } }`.' })
  @MaxLength(MAX_REF)
  apiKey: string;

  @ReasonField()
  reason?: string | null;
}
