import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  parseValue,
  validate,
  valueFromASTUntyped,
} from 'graphql';

/** A document and its variables. */
export interface RandomOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What is written beside fields and fragments. */
export interface RandomOperationOptions {
  /** `@skip` and `@include`. @default true */
  readonly conditions?: boolean;
  /** Aliases that are the names of other fields, of keys above all, beside those that are nobody's. @default false */
  readonly takenAliases?: boolean;
  /** Arguments that need not be given, and variables, in place of the conditions; some of what they hold is wrong. @default false */
  readonly variables?: boolean;
}

/**
 * Writes a query that the schema finds valid: aliases, the same field twice, fragments of every kind and nested lists
 * of them, `__typename`, and `@skip` and `@include` with literals and variables. Skips the run where the dice made an
 * invalid one.
 */
export function randomOperation(
  schema: GraphQLSchema,
  gen: fc.GeneratorValue,
  { conditions = true, takenAliases = false, variables = false }: RandomOperationOptions = {},
): RandomOperation {
  const writer = new Writer(schema, gen, { conditions: conditions && !variables, takenAliases, variables });
  const query = writer.operation();
  fc.pre(validate(schema, parse(query)).length === 0);
  return { query, variables: variables ? writer.values : { yes: gen(fc.boolean), no: gen(fc.boolean) } };
}

/** Names that plans read for themselves, or write. */
const TAKEN = ['id', 'id', 'ref', 'name', 'size', '__typename', '_internal_qp_alias_0', '_entities', '_e0', 'r0'];

class Writer {
  /** Of the variables. */
  readonly values: Record<string, unknown> = {};
  private readonly definitions: string[] = [];
  private readonly fragments: string[] = [];
  private aliases = 0;
  /** Keeps a document small enough to be read when it fails. */
  private budget = 40;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly gen: fc.GeneratorValue,
    private readonly options: Required<RandomOperationOptions>,
  ) {}

  operation(): string {
    const selections = this.selections(this.schema.getQueryType() as GraphQLObjectType, 5);
    if (this.options.variables) {
      const defined = this.definitions.length === 0 ? '' : `(${this.definitions.join(', ')})`;
      return `query${defined} { ${selections} } ${this.fragments.join(' ')}`;
    }
    // Both variables are used whatever the dice say, for an unused one is not valid.
    const used = '__typename @include(if: $yes) __typename @include(if: $no)';
    return `query($yes: Boolean!, $no: Boolean!) { ${used} ${selections} } ${this.fragments.join(' ')}`;
  }

  private selections(type: GraphQLNamedType, depth: number): string {
    const count = this.budget > 0 ? this.upTo(3) + 1 : 1;
    this.budget -= count;
    const chosen = Array.from({ length: count }, () => this.selection(type, depth));
    return chosen.join(' ');
  }

  private selection(type: GraphQLNamedType, depth: number): string {
    const roll = this.budget > 0 ? this.upTo(9) : 0;
    if (roll === 0) return `${this.alias(type)}__typename${this.directive()}`;
    if (isAbstractType(type) ? roll < 7 : roll === 1) return this.fragment(type, depth);
    return this.field(type, depth) ?? '__typename';
  }

  private fragment(type: GraphQLNamedType, depth: number): string {
    const on = isAbstractType(type) ? this.oneOf([type, ...this.schema.getPossibleTypes(type)]) : type;
    const inner = `{ ${this.selections(on, depth)} }`;
    if (this.upTo(2) > 0)
      return `...${this.upTo(3) === 0 && on === type ? '' : ` on ${on.name}`}${this.directive()} ${inner}`;
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${on.name} ${inner}`);
    return `...${name}${this.directive()}`;
  }

  private field(type: GraphQLNamedType, depth: number): string | null {
    if (!isObjectType(type) && !isInterfaceType(type)) return null;
    const fields = Object.values(type.getFields()).filter((field) => depth > 1 || isLeafType(getNamedType(field.type)));
    if (fields.length === 0) return null;
    const field = this.oneOf(fields);
    const named = getNamedType(field.type);
    const below = isLeafType(named) ? '' : ` { ${this.selections(named, depth - 1)} }`;
    const alias = this.alias(type, this.options.variables && field.args.length > 0);
    return `${alias}${field.name}${this.arguments(field)}${this.directive()}${below}`;
  }

  /** Mostly none, so that fields meet and merge. */
  private alias(type: GraphQLNamedType, always = false): string {
    if (this.options.takenAliases && this.upTo(2) === 0) {
      const ofFields = isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [];
      return `${this.oneOf([...TAKEN, ...ofFields])}: `;
    }
    if (!always && this.upTo(4) > 0) return '';
    this.aliases += 1;
    return `a${this.aliases}: `;
  }

  private directive(): string {
    return !this.options.conditions || this.upTo(7) > 0
      ? ''
      : this.oneOf([
          ' @skip(if: $yes)',
          ' @include(if: $no)',
          ' @skip(if: false)',
          ' @include(if: true) @skip(if: $no)',
        ]);
  }

  private arguments({ args }: GraphQLField<unknown, unknown>): string {
    const given = args.filter((argument) => isRequired(argument) || (this.options.variables && this.upTo(1) === 0));
    if (given.length === 0) return '';
    const written = (type: GraphQLInputType) =>
      this.options.variables && this.upTo(2) === 0 ? this.variable(type) : this.literal(type);
    return `(${given.map(({ name, type }) => `${name}: ${written(type)}`).join(', ')})`;
  }

  /** Mostly given, sometimes with a default, now and then wrong. */
  private variable(type: GraphQLInputType): string {
    const name = `v${this.definitions.length}`;
    const literal = this.literal(type);
    const fallback = this.upTo(1) === 0 ? ` = ${literal}` : '';
    this.definitions.push(`$${name}: ${type}${fallback}`);
    const value = valueFromASTUntyped(parseValue(literal));
    if (fallback === '' ? isNonNullType(type) || this.upTo(2) > 0 : this.upTo(1) === 0) this.values[name] = value;
    if (this.upTo(30) === 0) this.values[name] = { wrong: null };
    return `$${name}`;
  }

  private literal(type: GraphQLInputType): string {
    const nullable = getNullableType(type);
    if (isListType(nullable)) return `[${this.literal(nullable.ofType)}]`;
    if (isEnumType(nullable)) return this.oneOf(nullable.getValues()).name;
    if (isInputObjectType(nullable)) {
      const required = Object.values(nullable.getFields()).filter((field) => isNonNullType(field.type));
      return `{ ${required.map(({ name, type: inner }) => `${name}: ${this.literal(inner)}`).join(', ')} }`;
    }
    const number = this.upTo(2) + 1;
    if (nullable.name === 'Boolean') return String(number === 1);
    return nullable.name === 'Int' || nullable.name === 'Float' ? String(number) : `"x:${number}"`;
  }

  private upTo(max: number): number {
    return this.gen(fc.nat, { max });
  }

  private oneOf<T>(values: readonly T[]): T {
    return values[this.upTo(values.length - 1)] as T;
  }
}

function isRequired({ type, defaultValue }: GraphQLArgument): boolean {
  return isNonNullType(type) && defaultValue === undefined;
}
