import { type Finding, fine, problem } from './finding.js';

/** How long a subgraph may take to answer, in milliseconds. */
const PATIENCE_MS = 5_000;

/** Whether the subgraphs at these URLs say that they are ready. */
export function checkSubgraphs(urls: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
  return Promise.all(
    Object.entries(urls).map(async ([name, url]): Promise<Finding> => {
      const probe = new URL('/health/ready', url);
      try {
        const { status } = await fetch(probe, { signal: AbortSignal.timeout(PATIENCE_MS) });
        if (status === 200) return fine('subgraphs', `The subgraph ${name} is ready at ${probe.origin}.`);
        return problem(
          'subgraphs',
          `The subgraph ${name} at ${probe.origin} answers HTTP ${status}.`,
          'Its log says why.',
        );
      } catch (error) {
        const { cause, message } = error as Error;
        const reason = (cause as NodeJS.ErrnoException | undefined)?.code ?? message;
        return problem(
          'subgraphs',
          `The subgraph ${name} at ${probe.origin} cannot be reached: ${reason}.`,
          'Start it, or mend the URL.',
        );
      }
    }),
  );
}
