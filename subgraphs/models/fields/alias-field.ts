import { Matches } from 'class-validator';
import { Field } from 'type-graphql';
import { ALIAS_PATTERN, MAX_ALIAS } from '#platform/refs/ref.js';

/** The description of an alias field, and its default. */
export interface AliasFieldOptions {
  readonly description: string;
  /** @default none: the field is required */
  readonly defaultValue?: string;
}

/** The field of an input that names an alias. */
export function AliasField(options: AliasFieldOptions): PropertyDecorator {
  return (target, key) => {
    Field(() => String, options)(target, key as string);
    Matches(ALIAS_PATTERN, {
      message: `$property must be an alias such as production: letters, digits, ".", "_", "-", at most ${MAX_ALIAS} of them, not beginning with "."; it is no number, no version and not latest`,
    })(target, key);
  };
}
