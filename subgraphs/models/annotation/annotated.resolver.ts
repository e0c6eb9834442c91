import { Arg, Args, type ClassType, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionType } from '#platform/paging/connection-type.js';
import { type Page, PageArgs, readPage } from '#platform/paging/page.js';
import { JsonObject } from '#platform/scalars/scalars.js';
import { AsOfArg } from '#values/as-of-arg.js';
import { Model } from '../model/model.entity.js';
import { ModelVersion } from '../model-version/model-version.entity.js';
import type { AnnotationContext } from './annotation.context.js';
import { Annotation, Facet } from './annotation.entity.js';
import { tagsWith } from './current-annotations.js';

const AnnotationConnection = connectionType('Annotation', () => Annotation);

/** What a thing was registered with, before anybody annotated it. */
interface Registered {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly description: string | null;
}

/** The fields that annotations give a type: its tags, its description, and the history of both. */
function annotatedResolver<Subject extends object>(
  type: ClassType<Subject>,
  registered: (subject: Subject) => Registered,
  words: { readonly tags: string; readonly description: string; readonly annotations: string },
): ClassType {
  @Resolver(() => type)
  class AnnotatedResolver {
    @FieldResolver(() => JsonObject, { description: words.tags })
    async tags(
      @Root() subject: Subject,
      @AsOfArg() asOf: Date | null,
      @Ctx() { loaders }: AnnotationContext,
    ): Promise<Record<string, string>> {
      const { id, tags } = registered(subject);
      return tagsWith(tags, await loaders.annotationsAsOf(asOf).load(id));
    }

    @FieldResolver(() => String, { nullable: true, description: words.description })
    async description(
      @Root() subject: Subject,
      @AsOfArg() asOf: Date | null,
      @Ctx() { loaders }: AnnotationContext,
    ): Promise<string | null> {
      const { id, description: first } = registered(subject);
      const { description } = await loaders.annotationsAsOf(asOf).load(id);
      return description === undefined ? first : description;
    }

    @FieldResolver(() => AnnotationConnection, { description: words.annotations })
    annotations(
      @Root() subject: Subject,
      @Arg('facet', () => Facet, { nullable: true, description: 'Annotations of this kind alone.' })
      facet: Facet | null,
      @Args(() => PageArgs) args: PageArgs,
      @Ctx() { annotations }: AnnotationContext,
    ): Promise<Page<Annotation>> {
      const { id } = registered(subject);
      return readPage(
        args,
        (row) => row.id,
        (page) => annotations.page(id, facet ?? null, page),
        () => annotations.count(id, facet ?? null),
      );
    }
  }
  return AnnotatedResolver;
}

/** The annotations of a model, which is registered with none. */
export const AnnotatedModelResolver = annotatedResolver(Model, ({ id }) => ({ id, tags: {}, description: null }), {
  tags: 'Its tags, by key.',
  description: 'What it is, in a sentence or more.',
  annotations: 'Its notes and every change of its tags, owners and description, newest first.',
});

/** The annotations of a model version. */
export const AnnotatedVersionResolver = annotatedResolver(ModelVersion, (version) => version, {
  tags: 'Its tags, by key: those given at registration, and what `setTags` changed since.',
  description: 'What it is, in a sentence or more: as given at registration, or by `setDescription` since.',
  annotations: 'Its notes and every change of its tags and description since it was registered, newest first.',
});

/** The owners of a model. */
@Resolver(() => Model)
export class ModelOwnersResolver {
  @FieldResolver(() => [String], { description: 'Who answers for it: people or teams.' })
  async owners(
    @Root() model: Model,
    @AsOfArg() asOf: Date | null,
    @Ctx() { loaders }: AnnotationContext,
  ): Promise<readonly string[]> {
    return (await loaders.annotationsAsOf(asOf).load(model.id)).owners;
  }
}
