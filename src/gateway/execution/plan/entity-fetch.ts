import type {
  BatchFetchNode,
  EntityBatchAlias,
  FetchNode,
  FlattenNodePathSegment,
} from '@graphql-hive/router-query-planner';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { nextShare, spendUnits } from '#platform/turns/pace.js';
import { isAnotherEntity } from './another-entity.js';
import { type Answer, type AnswerPath, isAnswer } from './answer.js';
import { compileFlattenPath, type FlattenPath } from './flatten-path.js';
import { type Branches, branchesOf, mergeAnswer } from './merge-answer.js';
import { errorAt } from './relocate-error.js';
import { compileRepresentation, type Represent } from './representation.js';
import { RepresentationSet } from './representation-set.js';
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
    for (const part of partsOf(await gather(lists, run.data))) await fetchPart(run, part);
  };

  async function fetchPart(run: PlanRun, { targets, representations }: Gathered): Promise<void> {
    if (targets.every(({ objects }) => objects.length === 0)) return;
    const { data, errors = [] }: ExecutionResult = await send(run, representations);
    reportErrors(errors, targets, run);
    if (!isAnswer(data) && errors.length > 0) return;
    for (const target of targets) {
      const { list } = target;
      const sent = representations[list.variable] as Answer[];
      const entities = isAnswer(data) ? data[list.alias] : undefined;
      if (!Array.isArray(entities) || entities.length !== sent.length) {
        const came = Array.isArray(entities) ? `${entities.length} entities` : 'no entities';
        const isReported = !Array.isArray(entities) && errors.length > 0;
        if (!isReported) refuse(`answered ${came} where it was asked for ${sent.length}`, [target], run);
        continue;
      }
      list.rewrite?.(entities);
      const others = await complete(target, sent, entities);
      if (others.length > 0) refuse('answered other entities than it was asked for', others, run);
    }
  }

  function refuse(did: string, targets: readonly Targets[], run: PlanRun): void {
    const message = `The ${fetch.serviceName} subgraph ${did}.`;
    const error = new GraphQLError(message, { extensions: { code: 'INVALID_ANSWER' } });
    for (const { list, objects } of targets) {
      const wanted = new Set(objects);
      for (const [object, at] of list.paths.flatMap((path) => [...path.pathsIn(run.data)])) {
        if (wanted.has(object)) run.errors.add(errorAt(error, at));
      }
    }
  }
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

/** What to ask, and for which objects. */
interface Gathered {
  readonly targets: readonly Targets[];
  /** By their variables; two lists may share one. */
  readonly representations: Readonly<Record<string, Answer[]>>;
}

/**
 * The most representations of a variable in one request: what a subgraph takes at once is bounded, and what it answers.
 */
const MOST_AT_ONCE = 1_000;

/** Parts with no more than that, each with its objects; as a rule there is one. */
function* partsOf(gathered: Gathered): Generator<Gathered> {
  const { targets, representations } = gathered;
  const most = Math.max(0, ...Object.values(representations).map(({ length }) => length));
  if (most <= MOST_AT_ONCE) {
    yield gathered;
    return;
  }
  for (let start = 0; start < most; start += MOST_AT_ONCE) {
    const end = start + MOST_AT_ONCE;
    yield {
      targets: targets.map((target) => partOf(target, start, end)),
      representations: Object.fromEntries(
        Object.entries(representations).map(([variable, all]) => [variable, all.slice(start, end)]),
      ),
    };
  }
}

function partOf({ list, objects, positions }: Targets, start: number, end: number): Targets {
  const part: Targets = { list, objects: [], positions: [] };
  for (const [index, position] of positions.entries()) {
    if (position < start || position >= end) continue;
    part.objects.push(objects[index]!);
    part.positions.push(position - start);
  }
  return part;
}

async function gather(lists: readonly EntityList[], data: Answer): Promise<Gathered> {
  const sets: Record<string, RepresentationSet> = {};
  const targets: Targets[] = [];
  for (const list of lists) {
    const entities = sets[list.variable] ?? new RepresentationSet();
    sets[list.variable] = entities;
    const found: Targets = { list, objects: [], positions: [] };
    for (const object of list.paths.flatMap((path) => path.targetsIn(data))) {
      const representation = list.represent(object);
      if (representation === null) continue;
      found.objects.push(object);
      found.positions.push(entities.positionOf(representation));
      if (spendUnits(1)) await nextShare();
    }
    targets.push(found);
  }
  const representations: Record<string, Answer[]> = {};
  for (const variable in sets) representations[variable] = (sets[variable] as RepresentationSet).representations;
  return { targets, representations };
}

/** Completes the objects; returns those for which another entity came than was asked for. */
async function complete(
  { list, objects, positions }: Targets,
  sent: readonly Answer[],
  entities: unknown[],
): Promise<Targets[]> {
  const isGiven: boolean[] = [];
  const others: Answer[] = [];
  for (const [index, object] of objects.entries()) {
    const position = positions[index] as number;
    const entity = entities[position];
    if (entity === null || entity === undefined) continue;
    if (!isAnswer(entity) || isAnotherEntity(entity, sent[position] as Answer)) {
      others.push(object);
      continue;
    }
    mergeAnswer(object, entity, list.branches, isGiven[position] === true);
    isGiven[position] = true;
    if (spendUnits(1)) await nextShare();
  }
  return others.length === 0 ? [] : [{ list, objects: others, positions: [] }];
}

/**
 * An error of an entity is reported at every path where that entity stands; any other at the fields that lead there.
 */
function reportErrors(errors: readonly GraphQLError[], targets: readonly Targets[], run: PlanRun): void {
  for (const error of errors) {
    const paths = run.errors.isFull ? [] : pathsOf(error.path ?? [], targets, run.data);
    if (paths.length === 0) paths.push(targets[0]?.list.paths[0]?.fields ?? []);
    for (const path of paths) run.errors.add(errorAt(error, path));
  }
}

function pathsOf(path: AnswerPath, targets: readonly Targets[], data: Answer): AnswerPath[] {
  return targets.flatMap(({ list, objects, positions }) => {
    if (path[0] !== list.alias) return [];
    const wanted = new Set(objects.filter((_, index) => positions[index] === path[1]));
    return list.paths
      .flatMap((flatten) => [...flatten.pathsIn(data)])
      .flatMap(([object, at]) => (wanted.has(object) ? [[...at, ...path.slice(2)]] : []));
  });
}
