import { type ConstDirectiveNode, type DocumentNode, Kind, parse, print, visit } from 'graphql';

/** Of the machinery of supergraphs: what they say is where a field comes from. */
const MACHINERY = /^(?:join__|core$|link$)/;

/** An element of a supergraph that has a name, with what is written on it. */
interface Marked {
  readonly name?: { readonly value: string } | undefined;
  readonly directives?: readonly ConstDirectiveNode[] | undefined;
}

/**
 * What another supergraph marks otherwise on elements of this one: directives of authorization, cost, tags. Whoever
 * joins may mark what it brings itself, and not what others brought.
 * @returns sentences, such as `ModelVersion.ref has @authenticated`
 */
export function changedMarkings(before: string, after: string): readonly string[] {
  const [marked, now] = [markingsOf(before), markingsOf(after)];
  return [...marked]
    .filter(([element, markings]) => now.has(element) && now.get(element) !== markings)
    .map(
      ([element]) =>
        `${element} has ${now.get(element) || 'no directive'}, and ${marked.get(element) || 'none'} without it`,
    );
}

/** Fields of these subgraphs that another one takes over by `@override`, as `Type.field`. */
export function overriddenFields(supergraphSdl: string, subgraphs: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  for (const [element, directives] of elementsOf(parse(supergraphSdl, { noLocation: true }))) {
    const isTaken = directives.some(
      ({ name, arguments: given = [] }) =>
        name.value === 'join__field' &&
        given.some(
          ({ name: { value }, value: from }) =>
            value === 'override' && from.kind === Kind.STRING && subgraphs.has(from.value),
        ),
    );
    if (isTaken) found.push(element);
  }
  return found;
}

function markingsOf(supergraphSdl: string): ReadonlyMap<string, string> {
  const elements = elementsOf(parse(supergraphSdl, { noLocation: true }));
  return new Map(
    elements.map(([element, directives]) => [
      element,
      directives
        .filter(({ name }) => !MACHINERY.test(name.value))
        .map(print)
        .sort()
        .join(' '),
    ]),
  );
}

/** Every element that a type definition has, by its coordinate: `Type`, `Type.field`, `Type.field.argument`. */
function elementsOf(supergraph: DocumentNode): [coordinate: string, directives: readonly ConstDirectiveNode[]][] {
  const elements: [string, readonly ConstDirectiveNode[]][] = [];
  const way: string[] = [];
  const within = {
    enter({ name, directives = [] }: Marked) {
      way.push(name?.value ?? '');
      elements.push([way.join('.'), directives]);
    },
    leave() {
      way.pop();
    },
  };
  visit(supergraph, {
    DirectiveDefinition: () => false,
    SchemaDefinition: () => false,
    ScalarTypeDefinition: within,
    ObjectTypeDefinition: within,
    InterfaceTypeDefinition: within,
    UnionTypeDefinition: within,
    EnumTypeDefinition: within,
    InputObjectTypeDefinition: within,
    FieldDefinition: within,
    InputValueDefinition: within,
    EnumValueDefinition: within,
  });
  return elements;
}
