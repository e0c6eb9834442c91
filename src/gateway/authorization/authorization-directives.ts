import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql';

/** The directives of Federation that say who may read. */
export const AUTHORIZATION_DIRECTIVES = ['authenticated', 'requiresScopes', 'policy'] as const;

/** One of {@link AUTHORIZATION_DIRECTIVES}. */
export type AuthorizationDirective = (typeof AUTHORIZATION_DIRECTIVES)[number];

/**
 * The names under which a supergraph uses them: a `@link` may give another one (link specification v1.0, `as` and
 * `import`). Their own names always count, linked or not: what looks like a rule is one.
 */
export function authorizationDirectives(supergraph: DocumentNode): ReadonlyMap<string, AuthorizationDirective> {
  const names = new Map<string, AuthorizationDirective>(AUTHORIZATION_DIRECTIVES.map((name) => [name, name]));
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const link of definition.directives ?? []) {
      const meant = AUTHORIZATION_DIRECTIVES.find((name) => textIn(link, 'url')?.includes(`/${name}/`));
      if (link.name.value !== 'link' || meant === undefined) continue;
      const as = textIn(link, 'as');
      if (as !== undefined) {
        names.set(as, meant);
        names.set(`${as}__${meant}`, meant);
      }
      for (const [imported, renamed] of importsIn(link))
        if (imported === `@${meant}`) names.set(renamed.slice(1), meant);
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
