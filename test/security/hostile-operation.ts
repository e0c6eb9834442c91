import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

/** A random document, and variables that mean harm. */
export interface HostileOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const TEXTS = [
  ...['', ' ', 'a', 'team/m', 'team/m@1.0.0', 'team/m@latest', 'a/b/c/d/e/f/g', '../..', '@', 'a@b@c', '*', 'team/*'],
  ...["'; DROP TABLE model; --", '$1', '%', '\\', '\u0000', '\ud800', '\u202e', '\u001b[2J', '<script>', '{{a}}'],
  ...['__proto__', 'constructor', 'null', 'NaN', '1e400', '9'.repeat(400), 'é'.normalize('NFD'), '𝕏'.repeat(300)],
  ...[
    '00000000-0000-0000-0000-000000000000',
    `sha256:${'0'.repeat(64)}`,
    'auc >= 0.9',
    'kind:model OR (',
    '1.0.0-rc.1',
  ],
  'x'.repeat(20_000),
];
const NUMBERS = [0, 1, -1, 100, 101, 2_147_483_647, -2_147_483_648, 2_147_483_648, 0.5, -0, 1e308, 5e-324];
const MOMENTS = ['2026-01-01T00:00:00Z', '0001-01-01', '9999-12-31T23:59:59.999Z', '2026-02-30', '+275760-09-13', ''];
const JSONS = [
  null,
  {},
  [],
  { a: 1 },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
  JSON.parse(`${'{"a":'.repeat(60)}1${'}'.repeat(60)}`),
  { [`${'k'.repeat(5_000)}`]: 'v' },
  JSON.parse('{"\\u0000":1,"toString":"x","length":-1,"then":1}'),
  Array.from({ length: 500 }, (_, index) => index),
];
const WRONG = [null, true, 1, 'text', [], {}, [[]], [null], { $ne: null }];

/**
 * Writes an operation that the schema knows the names of: one field of the root with every argument as a variable, and
 * some of what lies below it. What stands in the variables is of the right type, of the wrong one, or hostile.
 * @param random from 0 to 1, excluding 1
 */
export function hostileOperation(schema: GraphQLSchema, random: () => number): HostileOperation {
  const one = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const variables: Record<string, unknown> = {};
  const definitions: string[] = [];

  const leaf = (name: string): unknown => {
    if (name === 'Int' || name === 'Float') return one(NUMBERS);
    if (name === 'Boolean') return random() < 0.5;
    if (name === 'DateTime') return one(MOMENTS);
    if (name.startsWith('JSON')) return one(JSONS);
    return one(TEXTS);
  };
  const value = (type: GraphQLInputType, depth: number): unknown => {
    if (random() < 0.04) return one(WRONG);
    if (isNonNullType(type)) return value(type.ofType, depth);
    if (depth > 4) return null;
    if (isListType(type)) return Array.from({ length: Math.floor(random() * 4) }, () => value(type.ofType, depth + 1));
    if (isEnumType(type)) return one([...type.getValues().map(({ name }) => name), 'NOBODY']);
    if (!isInputObjectType(type)) return leaf(type.name);
    const given = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || random() < 0.4);
    return Object.fromEntries(given.map((field) => [field.name, value(field.type, depth + 1)]));
  };
  const given = (args: readonly GraphQLArgument[]): string => {
    const taken = args.filter((argument) => isNonNullType(argument.type) || random() < 0.5);
    const written = taken.map((argument) => {
      const name = `v${definitions.length}`;
      definitions.push(`$${name}: ${argument.type}`);
      variables[name] = value(argument.type, 0);
      return `${argument.name}: $${name}`;
    });
    return written.length === 0 ? '' : `(${written.join(', ')})`;
  };
  const selections = (type: GraphQLOutputType, depth: number): string => {
    const named = getNamedType(type);
    if (isLeafType(named)) return '';
    if (!isObjectType(named) || depth === 0) return ' { __typename }';
    const below = Object.values(named.getFields()).filter((field) => depth > 1 || isLeafType(getNamedType(field.type)));
    const chosen = below.filter(() => random() < 3 / (below.length + 1));
    return ` { __typename ${chosen.map((inner, index) => field(inner, depth - 1, `f${index}`)).join(' ')} }`;
  };
  const field = ({ name, args, type }: GraphQLField<unknown, unknown>, depth: number, alias: string): string =>
    `${alias}: ${name}${given(args)}${selections(type, depth)}`;

  const writes = random() < 0.5;
  const root = (writes ? schema.getMutationType() : schema.getQueryType()) as GraphQLObjectType;
  const body = field(one(Object.values(root.getFields())), 3, 'r');
  const head = definitions.length === 0 ? '' : `(${definitions.join(', ')})`;
  return { query: `${writes ? 'mutation' : 'query'}${head} { ${body} }`, variables };
}
