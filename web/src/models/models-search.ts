import { question } from '../api/query';
import { type Given, textIn, wordIn } from '../search-params';
import { ModelsDocument } from './models.document';

/** What models may stand in order of. */
export const MODEL_ORDERS = ['updated', 'created', 'name'] as const;

/** The address of the list of models. */
export interface ModelsSearch {
  readonly q?: string | undefined;
  readonly namespace?: string | undefined;
  readonly order?: (typeof MODEL_ORDERS)[number] | undefined;
  readonly archived?: 'all' | undefined;
  readonly after?: string | undefined;
}

/** Reads it. */
export function readModelsSearch(given: Given): ModelsSearch {
  return {
    q: textIn(given, 'q'),
    namespace: textIn(given, 'namespace'),
    order: wordIn(given, 'order', MODEL_ORDERS),
    archived: wordIn(given, 'archived', ['all']),
    after: textIn(given, 'after'),
  };
}

const ORDERS = {
  updated: { field: 'UPDATED_AT', direction: 'DESC' },
  created: { field: 'CREATED_AT', direction: 'DESC' },
  name: { field: 'NAME', direction: 'ASC' },
} as const;

/** What the list of models asks. */
export function modelsQuestion(search: ModelsSearch & { readonly asOf?: string | undefined }) {
  const { q, namespace, order = 'updated', archived, after, asOf } = search;
  return question(ModelsDocument, {
    filter: {
      ...(q !== undefined && { displayNameILike: `%${q}%` }),
      ...(namespace !== undefined && { namespace }),
      ...(archived !== undefined && { archived: 'ALL' as const }),
      tags: [],
    },
    orderBy: [ORDERS[order]],
    after,
    asOf,
  });
}
