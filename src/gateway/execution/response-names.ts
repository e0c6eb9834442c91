import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  print,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';

/** A document as a planner gets it: no response name in it can be taken for another. */
export interface PlannedDocument {
  readonly document: DocumentNode;
  /** The name under which what a field of the client's document asks for is fetched. */
  readonly fetchedAs: (field: FieldNode) => string;
  /** The client's name for each response name that was replaced; empty where none was. */
  readonly clientNames: ReadonlyMap<string, string>;
}

/** Makes planned documents of those that the schema has found valid. */
export type PlanNames = (document: DocumentNode) => PlannedDocument;

const TYPENAME = '__typename';

/**
 * Gives planners documents in which response names mean one thing each.
 *
 * A plan fetches keys, `@requires` fields and `__typename` under their plain names, and reads them there. A client may
 * use those names for something else: `id: version`, `id: __typename`, or `price(currency: EUR)` where `price(currency:
 * USD)` is required. Hive's planner then fetches the key under its name and puts the client's value over it; and where
 * one name stands for different fields or arguments below different types, or a field that is required has an alias
 * that is its own name, it may end the process. So such names are replaced before planning and put back in the answer,
 * aliases that equal the field's name are left out, and the type of an object is asked for as `__typename` alone.
 */
export function planningNames(supergraph: DocumentNode, schema: GraphQLSchema): PlanNames {
  const read = namesThatPlansRead(supergraph);
  const isTaken = (name: string) => read.has(name) || name.startsWith('_');
  return (document) => {
    const replaced = replacementsIn(document, schema, isTaken);
    return {
      document: planned(document, replaced),
      fetchedAs: (field) => (isTypename(field) ? TYPENAME : (replaced.get(meaningOf(field)) ?? responseName(field))),
      clientNames: new Map([...replaced].map(([meaning, replacement]) => [replacement, nameIn(meaning)])),
    };
  };
}

function isTypename({ name }: FieldNode): boolean {
  return name.value === TYPENAME;
}

/** The name of a field in an answer. */
export function responseName({ alias, name }: FieldNode): string {
  return (alias ?? name).value;
}

/**
 * A response name with what it stands for. Two selections are one in the answer only where both are the same (GraphQL
 * specification §5.3.2), so they may be renamed together.
 */
function meaningOf(field: FieldNode): string {
  const { name, arguments: given = [] } = field;
  const written = given.map((argument) => print(argument)).sort();
  return [responseName(field), name.value, ...written].join(' ');
}

function nameIn(meaning: string): string {
  return meaning.slice(0, meaning.indexOf(' '));
}

/** A new response name for each meaning that could be mistaken: for what a plan reads, or for another of the name. */
function replacementsIn(
  document: DocumentNode,
  schema: GraphQLSchema,
  isTaken: (name: string) => boolean,
): ReadonlyMap<string, string> {
  const types = new TypeInfo(schema);
  const first = new Map<string, string>();
  const mistakable = new Set<string>();
  const look = (field: FieldNode): void => {
    if (isTypename(field)) return;
    const name = responseName(field);
    const meaning = meaningOf(field);
    if (!first.has(name)) first.set(name, meaning);
    // Where an argument is left out it is another value than with one.
    const isPlain = name === field.name.value && (types.getFieldDef()?.args ?? []).length === 0;
    if (isTaken(name) ? !isPlain : first.get(name) !== meaning) mistakable.add(meaning);
  };
  visit(document, visitWithTypeInfo(types, { Field: look }));

  const replaced = new Map<string, string>();
  let number = 0;
  for (const meaning of mistakable) {
    while (first.has(`r${number}`) || isTaken(`r${number}`)) number += 1;
    replaced.set(meaning, `r${number}`);
    number += 1;
  }
  return replaced;
}

function planned(document: DocumentNode, replaced: ReadonlyMap<string, string>): DocumentNode {
  const enter = (field: FieldNode): FieldNode | undefined => {
    if (isTypename(field)) return { kind: Kind.FIELD, name: field.name };
    const value = replaced.get(meaningOf(field));
    if (value !== undefined) return { ...field, alias: { kind: Kind.NAME, value } };
    // `name: name` means `name`, but to Hive's planner it is another field than the one that is required.
    return field.alias?.value === field.name.value ? withoutAlias(field) : undefined;
  };
  return visit(document, { Field: { enter } });
}

function withoutAlias({ alias: _, ...field }: FieldNode): FieldNode {
  return field;
}

/** The arguments of `@join__…` and `@context` that hold selections. */
const SELECTIONS: ReadonlySet<string> = new Set(['key', 'requires', 'provides', 'selection']);

/** Every field that a key, a requirement or a context of the supergraph names. */
function namesThatPlansRead(supergraph: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>([TYPENAME]);
  const read = ({ arguments: given = [] }: ConstDirectiveNode) => {
    visit(
      { kind: Kind.OBJECT, fields: given.map((argument) => ({ ...argument, kind: Kind.OBJECT_FIELD as const })) },
      {
        ObjectField({ name, value }) {
          if (!SELECTIONS.has(name.value) || value.kind !== Kind.STRING) return;
          for (const [word] of value.value.matchAll(/[_A-Za-z]\w*/g)) names.add(word);
        },
      },
    );
  };
  visit(supergraph, {
    Directive(directive) {
      if (directive.name.value.startsWith('join__')) read(directive as ConstDirectiveNode);
      return false;
    },
  });
  return names;
}
