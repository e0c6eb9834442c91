import { Arg, Args, Ctx, Directive, Extensions, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { FiltersItself } from '#platform/auth/filters-itself.js';
import { JudgesItself } from '#platform/auth/needs.js';
import { holds } from '#platform/auth/rights.js';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { WITHHELD } from '#platform/federation/mutations-once.js';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { DateTime } from '#platform/scalars/scalars.js';
import type { ApiKeyContext } from './api-key.context.js';
import { ApiKey } from './api-key.entity.js';
import { CreateApiKeyInput, RevokeApiKeyInput } from './api-key.inputs.js';
import { CreateApiKeyPayload, RevokeApiKeyPayload } from './api-key.payloads.js';
import { ApiKeyRevocation } from './api-key-revocation.entity.js';
import { createApiKey } from './create-api-key.js';
import { revokeApiKey } from './revoke-api-key.js';

const ApiKeyConnection = connectionType('ApiKey', () => ApiKey);

/** The keys by which machines and notebooks show who they are. */
@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Extensions({ [WITHHELD]: true })
  @Mutation(() => CreateApiKeyPayload, {
    description:
      'Makes an API key for oneself or, as an ADMIN of everything, for anybody. Not safe to send twice without an idempotency key: it is two keys then.',
  })
  @JudgesItself('keys of one’s own; those of others are for an ADMIN of everything')
  createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'Whose key, for what, until when.' })
    input: CreateApiKeyInput,
    @Ctx() context: ApiKeyContext,
  ): Promise<CreateApiKeyPayload> {
    return createApiKey(input, context);
  }

  @Mutation(() => RevokeApiKeyPayload, {
    description:
      'Ends an API key of one’s own or, as an ADMIN of everything, of anybody: the next request with it is refused. Safe to send twice without an idempotency key.',
  })
  @JudgesItself('keys of one’s own; those of others are for an ADMIN of everything')
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which key.' }) input: RevokeApiKeyInput,
    @Ctx() context: ApiKeyContext,
  ): Promise<RevokeApiKeyPayload> {
    return { apiKey: await revokeApiKey(input, context) };
  }

  @Directive('@tag(name: "personal")')
  @Query(() => ApiKeyConnection, {
    description: 'API keys, newest first: one’s own, or for an ADMIN of everything those of anybody.',
  })
  @FiltersItself('keys of one’s own; those of others are for an ADMIN of everything')
  apiKeys(
    @Arg('principal', () => String, {
      nullable: true,
      description: 'Those of this principal; left out, all one may see.',
    })
    principal: string | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { caller, apiKeys }: ApiKeyContext,
  ): Promise<Page<ApiKey>> {
    const mayAll = holds(caller.rights, 'ADMIN', '');
    const asked = principal ?? (mayAll ? null : caller.actor);
    if (asked !== caller.actor && !mayAll) {
      throw new PedigraphError(
        'FORBIDDEN',
        `Expected principal to be ${caller.actor}: the keys of others are for an ADMIN of everything alone.`,
      );
    }
    return readPage(
      args,
      (row) => row.id,
      (page) => apiKeys.page(asked, page),
      () => apiKeys.count(asked),
    );
  }

  @FieldResolver(() => ApiKeyRevocation, { nullable: true, description: 'That it was revoked; null where it was not.' })
  async revocation(@Root() key: ApiKey, @Ctx() { loaders }: ApiKeyContext): Promise<ApiKeyRevocation | null> {
    return loaders.revocation.load(key.id);
  }

  @FieldResolver(() => DateTime, {
    nullable: true,
    description: 'When it was last used, to a minute or two; null where it never was.',
  })
  async lastUsedAt(@Root() key: ApiKey, @Ctx() { loaders }: ApiKeyContext): Promise<Date | null> {
    return (await loaders.lastUse.load(key.id))?.at ?? null;
  }
}
