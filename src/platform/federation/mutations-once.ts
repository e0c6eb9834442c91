import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { askingOnce } from '../idempotency/asking-once.js';
import { transactOnce } from '../idempotency/transact-once.js';
import type { IdempotentContext } from './idempotent-context.js';
import type { SubgraphContext } from './subgraph-definition.js';

/**
 * The extension of a mutation field whose answers hold a secret: none is stored, and a request that is sent again is
 * answered by its steps.
 */
export const WITHHELD = 'withheldFromIdempotency';

/**
 * Gives each mutation field of a request under a key a context of its own, whose transactions and whose mutations of
 * other subgraphs are steps of that field. So no mutation has to know of keys.
 * @param schema changed
 */
export function mutationsOnce(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (resolve === undefined) throw new TypeError(`the mutation ${field.name} has no resolver`);
    const isWithheld = field.extensions[WITHHELD] === true;
    field.resolve = (source, args, context: SubgraphContext, info) => {
      const { idempotent } = context;
      if (idempotent === undefined) return resolve(source, args, context, info);
      if (isWithheld) idempotent.withhold();
      return resolve(source, args, contextOfField(context, idempotent, info), info);
    };
  }
}

function contextOfField(
  context: SubgraphContext,
  idempotent: IdempotentContext,
  { path }: GraphQLResolveInfo,
): SubgraphContext {
  const { database } = context;
  const field = String(path.key);
  return {
    ...context,
    database: { ...database, transact: transactOnce(database, idempotent, field) },
    ports: idempotent.portsUnder(askingOnce(idempotent.request, field)),
  };
}
