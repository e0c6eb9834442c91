import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import type { ModelsContext } from '../context.js';
import { ModelVersion, type ModelVersionRow } from '../model-version/model-version.entity.js';
import { tagsWith } from './annotated.js';
import { AnnotationConnection } from './annotated-model.resolver.js';
import { type Annotation, Facet } from './annotation.entity.js';

const AS_OF = 'As it was at this moment; now where left out.';

/** What people say about a model version. */
@Resolver(() => ModelVersion)
export class AnnotatedVersionResolver {
  @FieldResolver(() => JsonObject, {
    description: 'Its tags, words to words: those given at registration, and what `setTags` changed since.',
  })
  async tags(
    @Root() version: ModelVersionRow,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf: Date | null,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<Record<string, string>> {
    return tagsWith(version.tags, await loaders.annotationsAsOf(asOf).load(version.id));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'A sentence for people: the one given at registration, or that of `setDescription` since.',
  })
  async description(
    @Root() version: ModelVersionRow,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf: Date | null,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<string | null> {
    const { description } = await loaders.annotationsAsOf(asOf).load(version.id);
    return description === undefined ? version.description : description;
  }

  @FieldResolver(() => AnnotationConnection, {
    description: 'Its notes and every change of its tags and description since it was registered, newest first.',
  })
  annotations(
    @Root() version: ModelVersionRow,
    @Arg('facet', () => Facet, { nullable: true, description: 'Of this kind only.' }) facet: Facet | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { annotations }: ModelsContext,
  ): Promise<Page<Annotation>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => annotations.page(version.id, facet ?? null, page),
      () => annotations.count(version.id, facet ?? null),
    );
  }
}
