import { Field, ObjectType } from 'type-graphql';
import { ApiKey } from './api-key.entity.js';

/** What `createApiKey` gives back. */
@ObjectType({ description: 'The key that was made.', simpleResolvers: true })
export class CreateApiKeyPayload {
  @Field(() => ApiKey, { description: 'What is known of it from now on.' })
  apiKey: ApiKey;

  @Field(() => String, {
    nullable: true,
    description:
      'The key itself, `pdg_…`, to be sent as a bearer token: shown here and never again. Null where the request was sent a second time under its `Idempotency-Key`: revoke the key and make another.',
  })
  secret: string | null;
}

/** What `revokeApiKey` gives back. */
@ObjectType({ description: 'The key that ended.', simpleResolvers: true })
export class RevokeApiKeyPayload {
  @Field(() => ApiKey, { description: 'The key; no request with it is answered any more.' })
  apiKey: ApiKey;
}
