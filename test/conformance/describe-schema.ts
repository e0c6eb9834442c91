import { type ASTNode, GraphQLSchema, Kind, parse, validateSchema, visit } from 'graphql';
import { beforeAll, expect, test, vi } from 'vitest';
import { buildSubgraph } from '#platform/federation/build-subgraph.js';
import type { SubgraphSubject } from './describe-subgraph.js';

/** The SDL: the same in every process, and its own manual. */
export function describeSchema({ definition, extends: extended = [] }: SubgraphSubject): void {
  let alone = '';
  // Before any test: nothing else of the product is loaded yet.
  let schema: GraphQLSchema;
  beforeAll(async () => {
    const built = buildSubgraph(definition);
    schema = built.schema;
    alone = await built.sdl();
  });

  test('its schema is valid', () => {
    expect(validateSchema(new GraphQLSchema({ ...schema.toConfig(), assumeValid: false }))).toEqual([]);
  });

  test('every type, field, argument and value of it has a description', () => {
    const known = new Set([...ROOTS, ...extended.flatMap((type) => [type, `${type}.id`])]);
    expect(undescribed(alone, known)).toEqual([]);
  });

  // Last of all: what is loaded after it would be a second copy.
  test('its SDL is the same where it is built alone and where every other subgraph was loaded with it', async () => {
    const { TypeGraphQLMetadataStorage: decorated } = globals;
    try {
      // As in a new process: decorators register themselves globally, in the order in which files are loaded.
      vi.resetModules();
      globals.TypeGraphQLMetadataStorage = undefined;
      const { composeSchema } = await import('#process/compose-schema.js');
      expect((await composeSchema()).get(`${definition.name}.graphql`)).toBe(alone);
    } finally {
      globals.TypeGraphQLMetadataStorage = decorated;
    }
  });
}

/** Where TypeGraphQL keeps what its decorators told it. */
const globals = globalThis as { TypeGraphQLMetadataStorage?: unknown };

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** What has no description, by its path: `Query.dataset.name`. Stubs of others' types need none, nor does what is known. */
function undescribed(sdl: string, known: ReadonlySet<string>): string[] {
  const path: string[] = [];
  const found: string[] = [];
  visit(parse(sdl), {
    enter(node) {
      if (isStub(node)) return false;
      if (!('name' in node) || node.name === undefined || !DESCRIBED.has(node.kind)) return undefined;
      path.push(node.name.value);
      const told = 'description' in node && node.description !== undefined && node.description.value.trim() !== '';
      if (!told && !known.has(path.join('.'))) found.push(path.join('.'));
      return undefined;
    },
    leave(node) {
      if (DESCRIBED.has(node.kind) && !isStub(node)) path.pop();
    },
  });
  return found;
}

const DESCRIBED: ReadonlySet<string> = new Set([
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.INPUT_OBJECT_TYPE_DEFINITION,
  Kind.ENUM_TYPE_DEFINITION,
  Kind.UNION_TYPE_DEFINITION,
  Kind.SCALAR_TYPE_DEFINITION,
  Kind.FIELD_DEFINITION,
  Kind.INPUT_VALUE_DEFINITION,
  Kind.ENUM_VALUE_DEFINITION,
]);

/** A type of another subgraph, of which this one knows the key and no more. */
function isStub(node: ASTNode): boolean {
  return (
    node.kind === Kind.OBJECT_TYPE_DEFINITION &&
    (node.directives ?? []).some(({ arguments: args = [] }) =>
      args.some(({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value),
    )
  );
}
