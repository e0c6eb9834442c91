import { IsOptional, IsUUID } from 'class-validator';
import { Field, ID } from 'type-graphql';

/** The id that a thing has on another server of ours: its digest covers it, so that only under that id it is the same. */
export function IdFromElsewhereField(noun: string): PropertyDecorator {
  return (target, key) => {
    Field(() => ID, {
      nullable: true,
      description: `Its id on the server of Pedigraph that it comes from, a UUID: its digest covers it. The same one is the same ${noun}; where anything else has it, it is a CONFLICT. A new one where left out.`,
    })(target, key);
    IsOptional()(target, key);
    IsUUID('all', { message: `id must be the UUID that the ${noun} has elsewhere` })(target, key);
  };
}
