import type { TestGraph } from '../support/test-graph.js';

/** Runs of one transaction. */
const AT_ONCE = 100;

/** Runs `0` to one less than so many, in an experiment: `score` is the place of each, `depth` its place modulo 10. */
export async function registerManyRuns(
  { ask }: Pick<TestGraph, 'ask'>,
  experiment: string,
  many: number,
): Promise<void> {
  const record = 'mutation ($input: RegisterRunsInput!) { registerRuns(input: $input) { runs { created } } }';
  const began = Date.UTC(2026, 0, 1);
  for (let from = 0; from < many; from += AT_ONCE) {
    const runs = Array.from({ length: Math.min(AT_ONCE, many - from) }, (_, more) => ({
      experiment,
      name: `run-${from + more}`,
      startedAt: new Date(began + (from + more) * 1_000).toISOString(),
      parameters: { depth: (from + more) % 10 },
      metrics: [{ key: 'score', value: from + more, step: 0 }],
    }));
    const { errors } = await ask(record, { input: { runs } });
    if (errors !== undefined) throw new Error(errors[0]?.message);
  }
}
