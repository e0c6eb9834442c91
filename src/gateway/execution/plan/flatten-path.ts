import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import { type Answer, type AnswerPath, isAnswer } from './answer.js';
import type { CompileCondition, MeetsCondition } from './type-conditions.js';

/** A plan's path to the objects that a step completes, through lists and type conditions. */
export interface FlattenPath {
  /** The objects at its end, in the order of the answer. */
  targetsIn(data: Answer): Answer[];
  /** The path of each of them. Costs more: only for errors. */
  pathsIn(data: Answer): Map<Answer, AnswerPath>;
  /** Its fields alone, for an error that is about no object in particular. */
  readonly fields: readonly string[];
}

/** Compiles a path of the planner. */
export function compileFlattenPath(
  path: readonly FlattenNodePathSegment[],
  compileCondition: CompileCondition,
): FlattenPath {
  const segments = path.map((segment) => compileSegment(segment, compileCondition));
  return {
    targetsIn(data) {
      const targets: Answer[] = [];
      walk(data, segments, 0, [], (target) => targets.push(target));
      return targets;
    },
    pathsIn(data) {
      const paths = new Map<Answer, AnswerPath>();
      walk(data, segments, 0, [], (target, at) => paths.set(target, [...at]));
      return paths;
    },
    fields: segments.flatMap((segment) => (segment.kind === 'field' ? [segment.name] : [])),
  };
}

type Segment =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'items' }
  | { readonly kind: 'type'; readonly meets: MeetsCondition };

function compileSegment(segment: FlattenNodePathSegment, compileCondition: CompileCondition): Segment {
  if (segment === '@') return { kind: 'items' };
  if ('Field' in segment) return { kind: 'field', name: segment.Field };
  return { kind: 'type', meets: compileCondition(segment.TypeCondition) };
}

function walk(
  value: unknown,
  segments: readonly Segment[],
  at: number,
  place: (string | number)[],
  visit: (target: Answer, place: AnswerPath) => void,
): void {
  const segment = segments[at];
  if (Array.isArray(value)) {
    // The planner writes `@` for a list, but not for one at the very end.
    const next = segment?.kind === 'items' ? at + 1 : at;
    for (let index = 0; index < value.length; index++) {
      place.push(index);
      walk(value[index], segments, next, place, visit);
      place.pop();
    }
    return;
  }
  if (!isAnswer(value)) return;
  if (segment === undefined) {
    visit(value, place);
  } else if (segment.kind === 'field') {
    place.push(segment.name);
    walk(value[segment.name], segments, at + 1, place, visit);
    place.pop();
  } else if (segment.kind === 'type') {
    const { __typename: typename } = value;
    if (typeof typename !== 'string' || segment.meets(typename)) walk(value, segments, at + 1, place, visit);
  }
}
