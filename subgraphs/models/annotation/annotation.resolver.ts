import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { ModelsContext } from '../context.js';
import { annotate } from './annotate.js';
import { Annotation } from './annotation.entity.js';
import {
  AddNoteInput,
  AnnotatePayload,
  SetDescriptionInput,
  SetOwnersInput,
  SetTagsInput,
} from './annotation.inputs.js';
import { addNote, setDescription, setOwners, setTags } from './say.js';

/** What people say about models and versions. */
@Resolver(() => Annotation)
export class AnnotationResolver {
  @Mutation(() => AnnotatePayload, {
    description:
      'Sets and takes away tags of a model or a model version; those that are so already stay, and are not written again.',
  })
  setTags(
    @Arg('input', () => SetTagsInput, { description: 'Which tags.' }) input: SetTagsInput,
    @Ctx() context: ModelsContext,
  ): Promise<AnnotatePayload> {
    return annotate(input.of, setTags(input), context);
  }

  @Mutation(() => AnnotatePayload, {
    description:
      'Adds a note to a model or a model version. Where its last note is yours and says the same, nothing is written, so that a note sent twice is there once.',
  })
  addNote(
    @Arg('input', () => AddNoteInput, { description: 'The note.' }) input: AddNoteInput,
    @Ctx() context: ModelsContext,
  ): Promise<AnnotatePayload> {
    return annotate(input.of, addNote(input), context);
  }

  @Mutation(() => AnnotatePayload, {
    description: 'Describes a model or a model version; the description that it has already is not written again.',
  })
  setDescription(
    @Arg('input', () => SetDescriptionInput, { description: 'The description.' }) input: SetDescriptionInput,
    @Ctx() context: ModelsContext,
  ): Promise<AnnotatePayload> {
    return annotate(input.of, setDescription(input), context);
  }

  @Mutation(() => AnnotatePayload, {
    description: 'Says who answers for a model; the owners that it has already are not written again.',
  })
  setOwners(
    @Arg('input', () => SetOwnersInput, { description: 'The owners.' }) input: SetOwnersInput,
    @Ctx() context: ModelsContext,
  ): Promise<AnnotatePayload> {
    return annotate(input.model, setOwners(input), context);
  }
}
