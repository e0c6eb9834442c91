import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { DateTime, JsonObject } from '#platform/scalars/scalars.js';
import type { ModelsContext } from '../context.js';
import { Model } from '../model/model.entity.js';
import { tagsWith } from './annotated.js';
import { Annotation, Facet } from './annotation.entity.js';

/** Pages of annotations. */
export const AnnotationConnection = connectionType('Annotation', () => Annotation);

const AS_OF = 'As it was at this moment; now where left out.';

/** What people say about a model. */
@Resolver(() => Model)
export class AnnotatedModelResolver {
  @FieldResolver(() => JsonObject, { description: 'Its tags: words to words.' })
  async tags(
    @Root() model: Model,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf: Date | null,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<Record<string, string>> {
    return tagsWith({}, await loaders.annotationsAsOf(asOf).load(model.id));
  }

  @FieldResolver(() => String, { nullable: true, description: 'What it is, in words.' })
  async description(
    @Root() model: Model,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf: Date | null,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<string | null> {
    return (await loaders.annotationsAsOf(asOf).load(model.id)).description ?? null;
  }

  @FieldResolver(() => [String], { description: 'Who answers for it.' })
  async owners(
    @Root() model: Model,
    @Arg('asOf', () => DateTime, { nullable: true, description: AS_OF }) asOf: Date | null,
    @Ctx() { loaders }: ModelsContext,
  ): Promise<readonly string[]> {
    return (await loaders.annotationsAsOf(asOf).load(model.id)).owners;
  }

  @FieldResolver(() => AnnotationConnection, {
    description: 'Its notes and every change of its tags, owners and description, newest first.',
  })
  annotations(
    @Root() model: Model,
    @Arg('facet', () => Facet, { nullable: true, description: 'Of this kind only.' }) facet: Facet | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() { annotations }: ModelsContext,
  ): Promise<Page<Annotation>> {
    return readPage(
      args,
      (row) => row.id,
      (page) => annotations.page(model.id, facet ?? null, page),
      () => annotations.count(model.id, facet ?? null),
    );
  }
}
