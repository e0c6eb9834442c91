import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { PedigraphError } from '#platform/errors/pedigraph-error.js';
import { createWaitingRoom } from '#platform/server/load-shedding/waiting-room.js';

/** What is to be planned. */
export interface PlanRequest {
  readonly supergraphSdl: string;
  readonly document: string;
  readonly operationName: string | undefined;
  /** Whose it is: callers have turns. */
  readonly caller: string;
  /** Of requests, on which side of an `@override` this one falls. */
  readonly percentage: number;
}

/** Milliseconds after which a plan is given up: they take one, seldom ten. */
const PLAN_TIMEOUT_MS = 10_000;
/** How often it is tried to plan an operation over which the process ends. */
const ATTEMPTS = 2;
/** Supergraphs that a planner process caches. */
const MAX_SUPERGRAPHS = 20;

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
      if (planners.size >= ${MAX_SUPERGRAPHS}) planners.delete(planners.keys().next().value);
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
  readonly caller: string;
  /** How often the planner process ended over it. */
  failures: number;
  readonly request: PlanRequest;
  readonly resolve: (plan: QueryPlan) => void;
  readonly reject: (error: Error) => void;
}

/** The operations that are not planned yet. */
const waiting = createWaitingRoom<Waiting>();
/** The one that is being planned. */
let current: Waiting | undefined;
let planner: ChildProcess | undefined;
let isBusy = false;
let last = 0;
let planTimer: NodeJS.Timeout | undefined;

/**
 * Plans an operation in a process of its own, one for all graphs of this process. The planner is native code: what it
 * meets and did not expect ends the process that it runs in, whatever anybody catches. Then another one is started for
 * the next operation.
 * @throws {PedigraphError} NOT_PLANNED for the operation that ended it, or took too long.
 * @throws {Error} where the planner refuses it.
 */
export function planApart(request: PlanRequest): Promise<QueryPlan> {
  return new Promise((resolve, reject) => {
    waiting.add({ caller: request.caller, failures: 0, request, resolve, reject });
    next();
  });
}

/** How many documents of a caller wait to be planned, the one that is being planned among them. */
export function planningOf(caller: string): number {
  return waiting.countOf(caller) + (current?.caller === caller ? 1 : 0);
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
  started.on('error', (error) => ended(started, notStarted(error)));
  started.on('exit', () => ended(started));
}

/**
 * Handles a process that ended while it planned: the first time it may have been killed, a second time it was the
 * operation.
 */
function ended(process: ChildProcess, reason?: PedigraphError): void {
  if (planner !== process) return;
  planner = undefined;
  if (!isBusy || current === undefined) return;
  isBusy = false;
  current.failures += 1;
  if (reason !== undefined || current.failures === ATTEMPTS) settle(({ reject }) => reject(reason ?? notPlanned()));
  else next();
}

function next(sdl?: string): void {
  if (isBusy && sdl === undefined) return;
  current ??= waiting.next(() => 0);
  if (current === undefined) return;
  startPlanner();
  isBusy = true;
  holdProcess(true);
  const { supergraphSdl, document, operationName, percentage } = current.request;
  const supergraph = createHash('sha256').update(supergraphSdl).digest('base64');
  last += 1;
  clearTimeout(planTimer);
  planTimer = setTimeout(() => planner?.kill('SIGKILL'), PLAN_TIMEOUT_MS);
  // Where it has ended already, its `exit` event follows.
  planner?.send({ id: last, supergraph, sdl, document, operationName, percentage }, () => {});
}

function answered({ id, plan, error, isUnknown }: Answer): void {
  if (id !== last || !isBusy) return;
  if (isUnknown) next(current?.request.supergraphSdl);
  else if (plan !== undefined) settle(({ resolve }) => resolve(plan));
  else settle(({ reject }) => reject(new Error(error)));
}

function settle(end: (first: Waiting) => void): void {
  clearTimeout(planTimer);
  isBusy = false;
  holdProcess(false);
  const first = current;
  current = undefined;
  if (first !== undefined) end(first);
  next();
}

function notStarted({ message }: Error): PedigraphError {
  return new PedigraphError('UNAVAILABLE', `The process that plans operations cannot be started: ${message}.`);
}

/** The planner keeps this process alive while a plan is waited for, and not while it is idle. */
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
