import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';

/** What is to be planned. */
export interface PlanRequest {
  readonly supergraphSdl: string;
  readonly document: string;
  readonly operationName: string | undefined;
  /** Of requests, on which side of an `@override` this one falls. */
  readonly percentage: number;
}

/** Milliseconds after which a plan is given up: they take one, seldom ten. */
const PATIENCE = 10_000;
/** Supergraphs that a planner process knows at a time. */
const KEPT = 20;

/**
 * What the planner process runs. It plans one operation after the other, and ends with whoever started it: its channel
 * closes then, however that process ended.
 */
const PROGRAM = `
const { QueryPlanner } = require(process.argv[1]);
const planners = new Map();
process.on('disconnect', () => process.exit());
process.on('message', async ({ id, supergraph, sdl, document, operationName, percentage }) => {
  try {
    if (sdl !== undefined) {
      if (planners.size >= ${KEPT}) planners.delete(planners.keys().next().value);
      planners.set(supergraph, new QueryPlanner(sdl));
    }
    const planner = planners.get(supergraph);
    if (planner === undefined) return process.send({ id, isUnknown: true });
    process.send({ id, plan: await planner.planAsync(document, operationName, new Set(), percentage) });
  } catch (error) {
    process.send({ id, error: String(error?.message ?? error) });
  }
});`;

interface Answer {
  readonly id: number;
  readonly plan?: QueryPlan;
  readonly error?: string;
  /** It has no planner for the supergraph. */
  readonly isUnknown?: true;
}

interface Waiting {
  readonly request: PlanRequest;
  readonly resolve: (plan: QueryPlan) => void;
  readonly reject: (error: Error) => void;
}

/** Those that are not planned yet; the first is being planned. */
const waiting: Waiting[] = [];
let planner: ChildProcess | undefined;
let isBusy = false;
let last = 0;
let patience: NodeJS.Timeout | undefined;

/**
 * Plans an operation in a process of its own, one for all graphs of this process. The planner is native code: what it
 * meets and did not expect ends the process that it runs in, whatever anybody catches. Then another one is started for
 * the next operation.
 * @throws {PedigraphError} NOT_PLANNED for the operation that ended it, or took too long.
 * @throws {Error} where the planner refuses it.
 */
export function planApart(request: PlanRequest): Promise<QueryPlan> {
  return new Promise((resolve, reject) => {
    waiting.push({ request, resolve, reject });
    next();
  });
}

/** Starts the process, where there is none, so that the first operation need not wait for it. */
export function startPlanner(): void {
  if (planner !== undefined) return;
  // What is native is not part of a bundle, and is found from where this file is.
  const addon = createRequire(import.meta.url).resolve('@graphql-hive/router-query-planner');
  const started = spawn(process.execPath, ['--eval', PROGRAM, addon], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'json',
    // A Ctrl-C in the terminal is for this process, which plans until it has drained.
    detached: true,
    windowsHide: true,
    env: {},
  });
  planner = started;
  holdProcess(isBusy);
  started.on('message', (answer) => answered(answer as Answer));
  const ended = () => {
    if (planner !== started) return;
    planner = undefined;
    if (isBusy) settle(({ reject }) => reject(notPlanned()));
  };
  started.on('error', ended);
  started.on('exit', ended);
}

function next(sdl?: string): void {
  const [first] = waiting;
  if (first === undefined || (isBusy && sdl === undefined)) return;
  startPlanner();
  isBusy = true;
  holdProcess(true);
  const { supergraphSdl, document, operationName, percentage } = first.request;
  const supergraph = createHash('sha256').update(supergraphSdl).digest('base64');
  last += 1;
  clearTimeout(patience);
  patience = setTimeout(() => planner?.kill('SIGKILL'), PATIENCE);
  // Where it has ended already, its end is told in a moment.
  planner?.send({ id: last, supergraph, sdl, document, operationName, percentage }, () => {});
}

function answered({ id, plan, error, isUnknown }: Answer): void {
  if (id !== last || !isBusy) return;
  if (isUnknown) next(waiting[0]!.request.supergraphSdl);
  else if (plan !== undefined) settle(({ resolve }) => resolve(plan));
  else settle(({ reject }) => reject(new Error(error)));
}

function settle(end: (first: Waiting) => void): void {
  clearTimeout(patience);
  isBusy = false;
  holdProcess(false);
  const first = waiting.shift();
  if (first !== undefined) end(first);
  next();
}

/** Who waits for a plan is alive; a planner that has nothing to do keeps nobody. */
function holdProcess(isHeld: boolean): void {
  if (isHeld) {
    planner?.ref();
    planner?.channel?.ref();
  } else {
    planner?.unref();
    planner?.channel?.unref();
  }
}

function notPlanned(): PedigraphError {
  return new PedigraphError(
    'NOT_PLANNED',
    'The planner failed over this operation, and does so each time: ask in another way, such as with other aliases, or for less at once. Nothing was done.',
  );
}
