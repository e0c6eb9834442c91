import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql';

/** The specifications whose directives the gateway reads in a supergraph, by the name in their URL. */
const SPECIFICATIONS: Readonly<Record<string, readonly string[]>> = {
  authenticated: ['authenticated'],
  cost: ['cost', 'listSize'],
  inaccessible: ['inaccessible'],
  policy: ['policy'],
  requiresScopes: ['requiresScopes'],
  tag: ['tag'],
};

const OWN: ReadonlySet<string> = new Set(Object.values(SPECIFICATIONS).flat());

/**
 * The directives of those specifications that a supergraph uses under other names, and their own ones: a `@link` may
 * rename them (link specification v1.0, `as` and `import`), and does not import each that it brings. Their own names
 * always count, linked or not: what looks like a rule is one.
 */
export function linkedNames(supergraph: DocumentNode): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const note = (used: string, own: string) => {
    if (!OWN.has(used)) names.set(used, own);
  };
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const link of definition.directives ?? []) {
      const url = link.name.value === 'link' ? textIn(link, 'url') : undefined;
      const linked = Object.entries(SPECIFICATIONS).find(([name]) => url?.includes(`/${name}/`));
      if (linked === undefined) continue;
      const [specification, directives] = linked;
      const namespace = textIn(link, 'as') ?? specification;
      const imported = importsIn(link);
      for (const own of directives) {
        // Alone of all, the directive that has the name of its specification needs no `__`.
        if (own === specification) note(namespace, own);
        note(`${namespace}__${own}`, own);
        for (const [name, used] of imported) if (name === `@${own}`) note(used.slice(1), own);
      }
    }
  }
  return names;
}

function textIn(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = valueIn(directive, argument);
  return value?.kind === Kind.STRING ? value.value : undefined;
}

/** What is imported, and under which name: `"@policy"`, or `{ name: "@policy", as: "@rule" }`. */
function importsIn(link: ConstDirectiveNode): readonly (readonly [string, string])[] {
  const list = valueIn(link, 'import');
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((value): (readonly [string, string])[] => {
    if (value.kind === Kind.STRING) return [[value.value, value.value]];
    if (value.kind !== Kind.OBJECT) return [];
    const text = (key: string) => {
      const found = value.fields.find(({ name }) => name.value === key)?.value;
      return found?.kind === Kind.STRING ? found.value : undefined;
    };
    const name = text('name');
    return name === undefined ? [] : [[name, text('as') ?? name]];
  });
}

function valueIn({ arguments: given = [] }: ConstDirectiveNode, argument: string): ConstValueNode | undefined {
  return given.find(({ name }) => name.value === argument)?.value;
}
