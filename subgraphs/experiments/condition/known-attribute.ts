import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/**
 * The attribute of that name.
 * @param at where in the input it is named
 * @throws {PedigraphError} BAD_USER_INPUT for a name that none of them has.
 */
export function knownAttribute<Attribute>(
  attributes: Readonly<Record<string, Attribute>>,
  name: string,
  at: string,
): Attribute {
  if (Object.hasOwn(attributes, name)) return attributes[name]!;
  throw new PedigraphError(
    'BAD_USER_INPUT',
    `${at}.key must be one of ${Object.keys(attributes).join(', ')}, but is ${JSON.stringify(name)}.`,
  );
}
