import { Matches, MaxLength, NotEquals, ValidateBy, ValidateIf } from 'class-validator';
import { Field } from 'type-graphql';
import { NAME_PATTERN } from '#platform/refs/ref.js';

/** Who asks: what is written beside facts as their actor. Nothing invisible, and nothing that other languages read. */
const PRINCIPAL = /^(?=.{1,200}$)[\p{L}\p{N}][\p{L}\p{M}\p{N}.@+:|/’,()_-]*(?: [\p{L}\p{M}\p{N}.@+:|/’,()_-]+)*$/u;

/** The field of an input that names a principal. */
export function PrincipalField(description: string): PropertyDecorator {
  return (target, key) => {
    Field(() => String, { description })(target, key as string);
    ValidateBy({
      name: 'isPrincipal',
      validator: {
        // Unicode has two forms of the same name: one of them is nobody's.
        validate: (value) => typeof value === 'string' && PRINCIPAL.test(value) && value === value.normalize('NFC'),
        defaultMessage: () =>
          "$property must be a name that callers go by: a letter or digit of any script, then such and . _ @ + : | / - ’ , ( ) with single spaces between, at most 200 in all and in Unicode's form NFC, such as ann@example.com",
      },
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
