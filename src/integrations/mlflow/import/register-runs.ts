import { isRefusal, write } from '#integrations/importing/write.js';
import type { ImportContext } from './import-context.js';

/** A run that is over, as `registerRun` takes it. */
export interface RunToRegister {
  readonly metrics: readonly object[];
  readonly artifacts: readonly object[];
  readonly [field: string]: unknown;
}

/** What became of it. */
export interface RegisteredRun {
  readonly created: boolean;
  readonly run: { readonly id: string };
}

/** Registers runs that are over. */
export interface RunRegistrar {
  /** With others in one operation: once as many are there as it takes, or no other one is being worked on. */
  register(run: RunToRegister): Promise<RegisteredRun>;
  /** At once, for what others wait for. */
  registerNow(run: RunToRegister): Promise<RegisteredRun>;
  /** Does the work on one run, which registers no other one but by `registerNow`. */
  during<Done>(work: () => Promise<Done>): Promise<Done>;
}

/** What one operation takes; the points are the most that the API takes. */
const MOST = { runs: 50, points: 10_000, artifacts: 1_000 } as const;

const REGISTER = 'mutation ($input: RegisterRunInput!) { registerRun(input: $input) { created run { id } } }';
const REGISTER_ALL =
  'mutation ($input: RegisterRunsInput!) { registerRuns(input: $input) { runs { created run { id } } } }';

interface Waiting {
  readonly run: RunToRegister;
  readonly resolve: (registered: RegisteredRun) => void;
  readonly reject: (error: unknown) => void;
}

/** Those of one import. */
export function runRegistrar(context: Pick<ImportContext, 'client'>): RunRegistrar {
  let busy = 0;
  let waiting: Waiting[] = [];
  const registerNow = async (input: RunToRegister) =>
    (await write<{ registerRun: RegisteredRun }>(context, REGISTER, { input })).registerRun;
  const send = async (batch: readonly Waiting[]) => {
    try {
      const input = { runs: batch.map(({ run }) => run) };
      const { registerRuns } = await write<{ registerRuns: { runs: RegisteredRun[] } }>(context, REGISTER_ALL, {
        input,
      });
      for (const [index, { resolve }] of batch.entries()) resolve(registerRuns.runs[index]!);
    } catch (error) {
      if (!isRefusal(error)) for (const { reject } of batch) reject(error);
      // Which of them is refused, and why, each learns by itself.
      else await Promise.all(batch.map(({ run, resolve, reject }) => registerNow(run).then(resolve, reject)));
    }
  };
  const flush = () => {
    const batch = waiting;
    waiting = [];
    const [only] = batch;
    if (batch.length === 1) registerNow(only!.run).then(only!.resolve, only!.reject);
    else if (batch.length > 1) void send(batch);
  };
  const rest = () => {
    busy--;
    if (busy === 0) flush();
  };
  return {
    registerNow,
    async register(run) {
      if (!fits([...waiting.map((one) => one.run), run])) flush();
      const registered = new Promise<RegisteredRun>((resolve, reject) => waiting.push({ run, resolve, reject }));
      if (waiting.length === MOST.runs) flush();
      rest();
      try {
        return await registered;
      } finally {
        busy++;
      }
    },
    async during(work) {
      busy++;
      try {
        return await work();
      } finally {
        rest();
      }
    },
  };
}

function fits(runs: readonly RunToRegister[]): boolean {
  const sum = (field: 'metrics' | 'artifacts') => runs.reduce((all, run) => all + run[field].length, 0);
  return sum('metrics') <= MOST.points && sum('artifacts') <= MOST.artifacts;
}
