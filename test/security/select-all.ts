import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** Arguments of fields below the root that have required ones, as GraphQL text, by `Type.field`. */
export type ArgumentsOf = Readonly<Record<string, string>>;

/**
 * What only leads on, to all that others lead to as well: they are followed where they are near the root, one along a
 * path, or documents grow fivefold.
 */
const LEADS_ON: ReadonlySet<string> = new Set(['SourceRecord', 'SameAsCandidate', 'Contradiction']);
const NEAR = 2;

/** Whether a field is not selected. */
export type LeaveOut = (parent: string, field: GraphQLField<unknown, unknown>) => boolean;

/**
 * A selection of every field of a type and of what it leads to, with an alias of its own where types of one union have
 * fields of one name.
 * @throws {Error} for a field with required arguments of which none are given: it would be left out unseen.
 */
export function selectAll(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  given: ArgumentsOf,
  leaveOut: LeaveOut = () => false,
): string {
  const visit = (of: GraphQLNamedType, above: readonly string[]): string => {
    if (isAbstractType(of)) {
      const parts = schema.getPossibleTypes(of).map((one) => `... on ${one.name} ${visit(one, above)}`);
      return `{ __typename ${parts.join(' ')} }`;
    }
    if (!isObjectType(of)) return '';
    const isFar = above.length > NEAR || above.some((name) => LEADS_ON.has(name));
    const isRepeated = above.includes(of.name) || (isFar && LEADS_ON.has(of.name));
    const within = [...above, of.name];
    const fields = Object.values(of.getFields()).flatMap((field) => {
      if (leaveOut(of.name, field)) return [];
      const named = getNamedType(field.type);
      // A type that stands below itself has its own values there, and nothing further.
      if (isRepeated && !isLeafType(named)) return [];
      const alias = isAbstract(above) ? `${of.name}_${field.name}: ` : '';
      return `${alias}${field.name}${argumentsOf(of.name, field)} ${visit(named, within)}`;
    });
    return `{ __typename ${fields.join(' ')} }`;
  };
  const isAbstract = (above: readonly string[]) => above.at(-1) === undefined && isAbstractType(type);
  const argumentsOf = (parent: string, field: GraphQLField<unknown, unknown>): string => {
    const known = given[`${parent}.${field.name}`];
    if (known !== undefined) return `(${known})`;
    if (!field.args.some(isRequiredArgument)) return '';
    throw new Error(`${parent}.${field.name} wants arguments: give some, so that the matrix covers it`);
  };
  return visit(type, []);
}
