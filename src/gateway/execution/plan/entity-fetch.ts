import type {
  BatchFetchNode,
  EntityBatchAlias,
  FetchNode,
  FlattenNodePathSegment,
} from '@graphql-hive/router-query-planner';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { type Answer, type AnswerPath, isAnswer } from './answer.js';
import { AskedEntities } from './asked-entities.js';
import { compileFlattenPath, type FlattenPath } from './flatten-path.js';
import { type Branches, branchesOf, mergeAnswer } from './merge-answer.js';
import { errorAt } from './relocate-error.js';
import { compileRepresentation, type Represent } from './representation.js';
import { compileRewrites, type Rewrite } from './rewrite.js';
import { compileFetch, type FetchRequest, type PlanRun, type PlanTools, type RunStep } from './step.js';

/** Compiles a fetch that completes the objects at the end of a path. */
export function compileFlattenedFetch(
  fetch: FetchNode,
  path: readonly FlattenNodePathSegment[],
  tools: PlanTools,
): RunStep {
  const { requires = [], inputRewrites, outputRewrites } = fetch;
  const alias = {
    alias: '_entities',
    representationsVariableName: 'representations',
    paths: [[...path]],
    requires,
    ...(inputRewrites && { inputRewrites }),
    ...(outputRewrites && { outputRewrites }),
  };
  return compileEntityFetch(fetch, [alias], tools);
}

/** Compiles a fetch of several lists of entities at once. */
export function compileBatchFetch(fetch: BatchFetchNode, tools: PlanTools): RunStep {
  return compileEntityFetch(fetch, fetch.entityBatch.aliases, tools);
}

/** A list of entities in the fetch's answer: where its objects stand and what they send along. */
interface EntityList {
  readonly alias: string;
  readonly variable: string;
  readonly paths: readonly FlattenPath[];
  readonly represent: Represent;
  readonly rewrite: Rewrite | null;
  readonly branches: Branches;
}

/** Of one list and one run: the objects to complete, and the position in the answer that completes each. */
interface Targets {
  readonly list: EntityList;
  readonly objects: Answer[];
  readonly positions: number[];
}

function compileEntityFetch(fetch: FetchRequest, aliases: readonly EntityBatchAlias[], tools: PlanTools): RunStep {
  const document = tools.parse(fetch.operation);
  const send = compileFetch(fetch, document, tools);
  const branches = branchesOf(document);
  const lists = aliases.map((alias) => compileList(alias, branches, tools));
  return async (run) => {
    const { targets, representations } = gather(lists, run.data);
    if (targets.every(({ objects }) => objects.length === 0)) return;
    const { data, errors }: ExecutionResult = await send(run, representations);
    if (errors !== undefined) placeErrors(errors, targets, run);
    if (!isAnswer(data)) return;
    for (const { list, objects, positions } of targets) {
      const entities = data[list.alias];
      if (!Array.isArray(entities)) continue;
      list.rewrite?.(entities);
      complete(objects, positions, entities, list.branches);
    }
  };
}

function compileList(alias: EntityBatchAlias, branches: Branches, { compileCondition }: PlanTools): EntityList {
  return {
    alias: alias.alias,
    variable: alias.representationsVariableName,
    paths: alias.paths.map((path) => compileFlattenPath(path, compileCondition)),
    represent: compileRepresentation(alias.requires, alias.inputRewrites, compileCondition),
    rewrite: compileRewrites(alias.outputRewrites, compileCondition),
    branches: branches.get(alias.alias) ?? new Map(),
  };
}

/** What to ask, and for which objects. Two lists may share a variable. */
function gather(lists: readonly EntityList[], data: Answer) {
  const asked: Record<string, AskedEntities> = {};
  const targets = lists.map((list): Targets => {
    const entities = asked[list.variable] ?? new AskedEntities();
    asked[list.variable] = entities;
    const found: Targets = { list, objects: [], positions: [] };
    for (const object of list.paths.flatMap((path) => path.targetsIn(data))) {
      const representation = list.represent(object);
      if (representation === null) continue;
      found.objects.push(object);
      found.positions.push(entities.positionOf(representation));
    }
    return found;
  });
  const representations: Record<string, Answer[]> = {};
  for (const variable in asked) representations[variable] = (asked[variable] as AskedEntities).representations;
  return { targets, representations };
}

function complete(objects: readonly Answer[], positions: readonly number[], entities: unknown[], branches: Branches) {
  const isGiven: boolean[] = [];
  objects.forEach((object, index) => {
    const position = positions[index] as number;
    const entity = entities[position];
    if (!isAnswer(entity)) return;
    mergeAnswer(object, entity, branches, isGiven[position] === true);
    isGiven[position] = true;
  });
}

/** An error of an entity is told at every place where that entity stands; any other at the fields that lead there. */
function placeErrors(errors: readonly GraphQLError[], targets: readonly Targets[], run: PlanRun): void {
  for (const error of errors) {
    const places = placesOf(error.path ?? [], targets, run.data);
    if (places.length === 0) places.push(targets[0]?.list.paths[0]?.fields ?? []);
    for (const place of places) run.errors.push(errorAt(error, place));
  }
}

function placesOf(path: AnswerPath, targets: readonly Targets[], data: Answer): AnswerPath[] {
  return targets.flatMap(({ list, objects, positions }) => {
    const at = path.indexOf(list.alias);
    if (at === -1) return [];
    const wanted = new Set(objects.filter((_, index) => positions[index] === path[at + 1]));
    return list.paths
      .flatMap((flatten) => [...flatten.placesIn(data)])
      .flatMap(([object, place]) => (wanted.has(object) ? [[...place, ...path.slice(at + 2)]] : []));
  });
}
