import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Needs } from '#platform/auth/needs.js';
import { RULES } from '#values/actions.js';
import { annotate, annotationTarget } from './annotate.js';
import type { AnnotationContext } from './annotation.context.js';
import { Annotation } from './annotation.entity.js';
import { AddNoteInput, SetDescriptionInput, SetOwnersInput, SetTagsInput } from './annotation.inputs.js';
import { AddNotePayload, SetDescriptionPayload, SetOwnersPayload, SetTagsPayload } from './annotation.payloads.js';
import { addNote, setDescription, setOwners, setTags } from './annotation-changes.js';

/** The mutations that annotate models and versions. */
@Resolver(() => Annotation)
export class AnnotationResolver {
  @Mutation(() => SetTagsPayload, {
    description:
      'Sets and removes tags of a model or a model version. Tags that are so already are not written again. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.ANNOTATE, ({ of }: { readonly of: string }, context: AnnotationContext) => annotationTarget(of, context))
  setTags(
    @Arg('input', () => SetTagsInput, { description: 'The tags.' }) input: SetTagsInput,
    @Ctx() context: AnnotationContext,
  ): Promise<SetTagsPayload> {
    return annotate(input.of, setTags(input), context);
  }

  @Mutation(() => AddNotePayload, {
    description:
      'Adds a note to a model or a model version. Where its last note is yours and has the same text, nothing is written, so that a note sent twice is there once. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.ANNOTATE, ({ of }: { readonly of: string }, context: AnnotationContext) => annotationTarget(of, context))
  addNote(
    @Arg('input', () => AddNoteInput, { description: 'The note.' }) input: AddNoteInput,
    @Ctx() context: AnnotationContext,
  ): Promise<AddNotePayload> {
    return annotate(input.of, addNote(input), context);
  }

  @Mutation(() => SetDescriptionPayload, {
    description:
      'Sets the description of a model or a model version. The description that it has already is not written again. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.ANNOTATE, ({ of }: { readonly of: string }, context: AnnotationContext) => annotationTarget(of, context))
  setDescription(
    @Arg('input', () => SetDescriptionInput, { description: 'The description.' }) input: SetDescriptionInput,
    @Ctx() context: AnnotationContext,
  ): Promise<SetDescriptionPayload> {
    return annotate(input.of, setDescription(input), context);
  }

  @Mutation(() => SetOwnersPayload, {
    description:
      'Sets the owners of a model. Owners that it has already are not written again. Safe to send twice without an idempotency key as long as nobody writes the same in between.',
  })
  @Needs(RULES.SET_OWNERS, ({ model }: SetOwnersInput, context: AnnotationContext) => annotationTarget(model, context))
  async setOwners(
    @Arg('input', () => SetOwnersInput, { description: 'The owners.' }) input: SetOwnersInput,
    @Ctx() context: AnnotationContext,
  ): Promise<SetOwnersPayload> {
    const { model } = await annotate(input.model, setOwners(input), context);
    return { model: model! };
  }
}
