import {
  buildSchema,
  GraphQLEnumType,
  GraphQLError,
  GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
} from 'graphql';

const SDL = `
  type Query {
    host: Host!
    guest(number: Int, by: Order = { field: "name" }): Guest
    guests(first: Int! = 2, kinds: [Kind!]): [Guest!]
    named: Named
    things: [Thing!]!
    table(by: Order): [[Guest]!]
    word(of: Kind = OLD, size: Size): String!
  }
  interface Named { name: String!, kind: Kind, friends: [Named] }
  type Host implements Named { name: String!, kind: Kind, friends: [Named!], guest: Guest!, rooms: [Room!]!, size: Size }
  type Guest implements Named {
    name: String!
    kind: Kind!
    friends: [Named]
    room: Room
    age: Int
    weight(in: String = "kg", round: Boolean!): Float
    paid: Boolean!
    notes: [String!]
  }
  type Room { id: ID!, number: Int!, beds: [[Int!]]!, host: Host, thing: Thing, size(of: Int): Size! }
  type Bell { id: ID, sound: String, room: Room! }
  union Thing = Room | Bell | Guest
  union Late = Room
  enum Kind { OLD NEW }
  scalar Size
  input Order { field: String!, down: Boolean = true, then: [Int!] }
`;

/** How often values fail: one in so many, 0 never; and a number that all of them follow from. */
export interface Fickleness {
  readonly oneIn: number;
  readonly seed: number;
}

/** The context of a request to a fickle schema. */
export type FickleContext = Fickleness;

/**
 * A schema whose resolvers answer by a hash of where they stand: at once or later, with values, null, errors returned,
 * thrown and rejected, things that are no list and no number. Half of its fields are properties, some of them methods.
 * @param nullable without any `!` on what is answered: each failure is told where it happens
 */
export function fickleSchema({ nullable = false } = {}): GraphQLSchema {
  const schema = buildSchema(nullable ? withoutRequired(SDL) : SDL);
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    if (type instanceof GraphQLEnumType) {
      const values = { OLD: { value: 1 }, NEW: { value: { is: 'new' } } };
      Object.assign(type, new GraphQLEnumType({ ...type.toConfig(), values }));
    }
    if (type instanceof GraphQLScalarType && type.name === 'Size') type.serialize = serializeSize;
    if (type.name === 'Thing' && isAbstractType(type)) {
      type.resolveType = (value, context, info) => typeOf(value as Source, told(info, {}, context));
    }
    if (type instanceof GraphQLObjectType) {
      for (const field of Object.values(type.getFields())) {
        if (isProperty(type.name, field.name) && type.name !== 'Query') continue;
        field.resolve = (source, args, context: FickleContext, info) =>
          outcome(field.type, `${(source as Source | undefined)?.__seed}/${told(info, args, context)}`, context);
      }
    }
  }
  const [host, bell] = ['Host', 'Bell'].map((name) => schema.getType(name) as GraphQLObjectType);
  if (host) host.isTypeOf = (value) => hash(`${(value as Source).__seed} is`) % 19 > 0;
  if (bell) bell.isTypeOf = async (value) => hash(`${(value as Source).__seed} is`) % 19 > 0;
  return schema;
}

interface Source {
  readonly __typename: string;
  readonly __seed: string;
}

function withoutRequired(sdl: string): string {
  const [before, after] = [sdl.slice(0, sdl.indexOf('input Order')), sdl.slice(sdl.indexOf('input Order'))];
  return before.replace(/!(?=[^()]*(?:\(|$))/g, '') + after;
}

const isProperty = (type: string, field: string) => hash(`${type}.${field} is a property`) % 2 === 0;

/** All that a resolver learns. */
function told(info: GraphQLResolveInfo, args: object, context: unknown): string {
  const path: unknown[] = [];
  for (let at: typeof info.path | undefined = info.path; at !== undefined; at = at.prev) path.push(at.key, at.typename);
  const type = String(info.returnType).replaceAll('!', '');
  const names = [info.fieldName, info.parentType.name, info.fieldNodes.length, type, Object.keys(info.fragments)];
  const request = [info.variableValues, info.operation.operation, info.rootValue, info.schema.getQueryType()?.name];
  return JSON.stringify([path, args, names, request, context]);
}

function outcome(type: GraphQLOutputType, seed: string, context: FickleContext): unknown {
  const dice = hash(`${context.seed} ${seed}`);
  const fails = context.oneIn > 0 && dice % context.oneIn === 0;
  const give = () => (fails ? failure(hash(`${seed} how`), seed) : madeValue(getNullableType(type), seed, context));
  const when = hash(`${seed} when`) % 9;
  if (when < 5) return give();
  return when === 5 ? thenable(give) : later(when - 5).then(give);
}

/** Such as query builders: asked when something waits for it, and not a promise. */
function thenable(give: () => unknown): PromiseLike<unknown> {
  const then: PromiseLike<unknown>['then'] = (put, refuse) => later(1).then(give).then(put, refuse);
  return Object.defineProperty({} as PromiseLike<unknown>, 'then', { value: then });
}

async function later(ticks: number): Promise<void> {
  for (let tick = 0; tick < ticks * 3; tick++) await null;
}

function failure(dice: number, seed: string): unknown {
  const short = hash(seed);
  switch (dice % 8) {
    case 0:
      return new Error(`returned ${short}`);
    case 1:
      throw new TypeError(`thrown ${short}`);
    case 2:
      throw new GraphQLError(`coded ${short}`, { extensions: { code: 'CODED', short } });
    case 3:
      throw `a string ${short}`;
    case 4:
      return Symbol.for('nothing that can be told');
    case 5:
      return undefined;
    case 6:
      return endingBadly(short);
    default:
      return null;
  }
}

/** A list that breaks off. */
function* endingBadly(number: number): Generator<unknown> {
  yield Promise.reject(new Error(`in a list ${number}`));
  yield null;
  throw new Error(`breaks off ${number}`);
}

function madeValue(type: GraphQLOutputType, seed: string, context: FickleContext): unknown {
  const dice = hash(`${seed} value`);
  if (isListType(type)) {
    const items = Array.from({ length: dice % 4 }, (_, index) => `${seed}[${index}]`);
    return dice % 3 === 0 ? iterated(items, type.ofType, context) : listed(items, type.ofType, context);
  }
  if (isLeafType(type)) return leaf(type.name, seed, dice);
  const names = isAbstractType(type) ? POSSIBLE[type.name] : [String(type)];
  const name = names?.[dice % names.length] ?? '';
  const source = { __typename: dice % 41 === 0 && isAbstractType(type) ? 'Late' : name, __seed: seed };
  return Object.defineProperties(source, properties(name, source, context));
}

const POSSIBLE: Readonly<Record<string, readonly string[]>> = {
  Named: ['Host', 'Guest'],
  Thing: ['Room', 'Bell', 'Guest'],
};

/** Resolvers reject, and lists hold rejections, so what throws of an item becomes one. */
function listed(items: readonly string[], type: GraphQLOutputType, context: FickleContext): unknown[] {
  return items.map((item) => {
    try {
      return outcome(type, item, context);
    } catch (error) {
      return hash(item) % 2 === 0 ? Promise.reject(error) : new Error(String(error));
    }
  });
}

function* iterated(items: readonly string[], type: GraphQLOutputType, context: FickleContext): Generator<unknown> {
  for (const item of items) yield outcome(type, item, context);
}

function leaf(name: string, seed: string, dice: number): unknown {
  if (name === 'Int') return dice % 11 === 0 ? 'no number' : dice % 1000;
  if (name === 'Float') return (dice % 1000) / 7;
  if (name === 'Boolean') return dice % 5 === 0 ? 1 : dice % 2 === 0;
  if (name === 'Kind') return [1, NEW, 'neither'][dice % 3];
  if (name === 'Size') return dice % 100;
  return dice % 3 === 0 ? dice : `${name} of ${hash(seed)}`;
}

const NEW = { is: 'new' };

function serializeSize(value: unknown): unknown {
  const size = Number(value);
  if (size % 10 === 3) return null;
  if (size % 10 === 4) throw new RangeError(`no size is ${size}`);
  return size % 10 === 5 ? Promise.resolve(`${size} m`) : { metres: size };
}

/** What a source has of its own, for the fields without a resolver: values, getters that may throw, and methods. */
function properties(type: string, source: Source, context: FickleContext): PropertyDescriptorMap {
  const own = PROPERTIES[type] ?? [];
  return Object.fromEntries(
    own.map(([field, fieldType]): [string, PropertyDescriptor] => {
      const seed = `${source.__seed}.${field}`;
      if (hash(`${field} is a method`) % 3 > 0) return [field, { get: () => outcome(fieldType, seed, context) }];
      const value = function (this: unknown, args: object, asker: unknown, info: GraphQLResolveInfo) {
        return outcome(fieldType, `${seed}${this === source}${told(info, args, asker)}`, context);
      };
      return [field, { value }];
    }),
  );
}

const PROPERTIES = Object.fromEntries(
  ['Host', 'Guest', 'Room', 'Bell'].map((name) => {
    const type = buildSchema(SDL).getType(name) as GraphQLObjectType;
    const fields = Object.values(type.getFields()).filter((field) => isProperty(name, field.name));
    return [name, fields.map((field) => [field.name, field.type] as const)];
  }),
);

/** Told late by some, and by some wrong. */
function typeOf({ __typename, __seed }: Source, request: string): string | Promise<string> {
  const dice = hash(`${__seed} ${request}`) % 30;
  if (dice === 0) return 'Host';
  if (dice === 1) return undefined as never;
  if (dice === 2) return 7 as never;
  if (dice === 3) throw new Error('no type');
  return dice % 2 === 0 ? __typename : later(1).then(() => __typename);
}

function hash(text: string): number {
  let value = 2166136261;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 16777619);
  value ^= value >>> 15;
  value = Math.imul(value, 2246822507);
  return (value ^ (value >>> 13)) >>> 0;
}
