import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import type { Answer } from './answer.js';
import type { CompileCondition, MeetsCondition } from './type-conditions.js';

/** Changes a representation or an answer in place, as a step of a plan defines. */
export type Rewrite = (value: unknown) => void;

/** Compiles a step's rewrites; null where it has none. */
export function compileRewrites(
  rewrites: readonly FetchRewrite[] | null | undefined,
  compileCondition: CompileCondition,
): Rewrite | null {
  if (rewrites == null || rewrites.length === 0) return null;
  const compiled = rewrites.map((rewrite) => compileRewrite(rewrite, compileCondition));
  return (value) => {
    for (const rewrite of compiled) rewrite(value);
  };
}

function compileRewrite(rewrite: FetchRewrite, compileCondition: CompileCondition): Rewrite {
  if ('KeyRenamer' in rewrite) {
    const { path, renameKeyTo } = rewrite.KeyRenamer;
    return along(path, compileCondition, (object, key) => {
      if (!Object.hasOwn(object, key)) return;
      object[renameKeyTo] = object[key];
      delete object[key];
    });
  }
  const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite;
  return along(path, compileCondition, (object, key) => {
    object[key] = setValueTo;
  });
}

type Segment = { readonly key: string } | { readonly meets: MeetsCondition };

/** Does `change` to what the last key of the path names, in every object on the way. */
function along(
  path: readonly FetchNodePathSegment[],
  compileCondition: CompileCondition,
  change: (object: Answer, key: string) => void,
): Rewrite {
  const segments = path.map(
    (segment): Segment =>
      'Key' in segment ? { key: segment.Key } : { meets: compileCondition(segment.TypenameEquals) },
  );
  const walk = (value: unknown, at: number): void => {
    const segment = segments[at];
    if (typeof value !== 'object' || value === null || segment === undefined) return;
    if (Array.isArray(value)) {
      for (const item of value) walk(item, at);
      return;
    }
    const object = value as Answer;
    if ('meets' in segment) {
      const { __typename: typename } = object;
      if (typeof typename !== 'string' || segment.meets(typename)) walk(object, at + 1);
    } else if (at === segments.length - 1) {
      change(object, segment.key);
    } else {
      walk(object[segment.key], at + 1);
    }
  };
  return (value) => walk(value, 0);
}
