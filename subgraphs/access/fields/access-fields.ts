import { Matches, MaxLength, NotEquals, ValidateIf } from 'class-validator';
import { Field } from 'type-graphql';
import { NAME_PATTERN } from '#platform/refs/ref.js';

/** Who asks: what is written beside facts as their actor. */
const PRINCIPAL = /^[A-Za-z0-9][\w.@+:|/-]{0,199}$/;

/** The field of an input that names a principal. */
export function PrincipalField(description: string): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { description })(target, key as string);
    Matches(PRINCIPAL, {
      message:
        '$property must be a name that callers go by: a letter or digit, then letters, digits and . _ @ + : | / -, at most 200 in all, such as ann@example.com',
    })(target, key);
    for (const [taken, whose] of [
      ['anonymous', 'whoever shows no credential'],
      ['pedigraph', 'the program itself'],
    ] as const)
      NotEquals(taken, { message: `$property must not be ${taken}, which is the name of ${whose}` })(target, key);
  };
}

/** The field of an input that names a namespace; the empty text is everything. */
export function NamespaceField(description: string): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { description, defaultValue: '' })(target, key as string);
    MaxLength(200)(target, key);
    ValidateIf((input) => (input as Record<PropertyKey, unknown>)[key] !== '')(target, key);
    Matches(NAME_PATTERN, {
      message:
        '$property must be a namespace such as fraud or team/vision, without a slash at its end, or "" for everything',
    })(target, key);
  };
}
