import type { ComposedService, Supergraph } from '#platform/federation/compose-supergraph.js';
import { type Compose, type Composed, composeJudged } from './compose-judged.js';

/** Those that have joined, by name. */
export type Joined = ReadonlyMap<string, ComposedService>;

/** A supergraph that others' subgraphs join and leave. It is what `accept` was last given. */
export interface GrowingSupergraph {
  readonly supergraph: Supergraph;
  readonly joined: Joined;
  /** Composes with this one, in place of the one of its name. Nothing is changed. */
  with(service: ComposedService): Promise<Composed>;
  /** Composes without this one, and without those that need it; gives who stays. Nothing is changed. */
  without(name: string): Promise<{ readonly supergraph: Supergraph; readonly joined: Joined }>;
  accept(supergraph: Supergraph, joined: Joined): void;
}

/**
 * A supergraph of these subgraphs, which others may join.
 * @param compose does it, here or elsewhere
 * @throws {Error} where those alone do not compose
 */
export async function growingSupergraph(
  base: readonly ComposedService[],
  compose: Compose = composeJudged,
): Promise<GrowingSupergraph> {
  const own = base.map(({ name }) => name);
  const first = await compose({ services: base });
  if ('refused' in first) throw new Error(first.refused.join('\n'));
  const alone = first.supergraph;
  let supergraph = alone;
  let joined: Joined = new Map();

  const composeWith = async (service: ComposedService, others: Joined, before: Supergraph): Promise<Composed> => {
    const all = [...new Map(others).set(service.name, service).values()];
    const services = [...base, ...all.sort((a, b) => (a.name < b.name ? -1 : 1))];
    return compose({ services, comparedWith: { alone, before, own } });
  };

  return {
    get supergraph() {
      return supergraph;
    },
    get joined() {
      return joined;
    },
    with: (service) => composeWith(service, joined, supergraph),
    async without(name) {
      const stay = new Map<string, ComposedService>();
      let composed = alone;
      for (const service of [...joined.values()].filter((other) => other.name !== name)) {
        const next = await composeWith(service, stay, composed);
        if (!('supergraph' in next)) continue;
        composed = next.supergraph;
        stay.set(service.name, service);
      }
      return { supergraph: composed, joined: stay };
    },
    accept(next, services) {
      supergraph = next;
      joined = services;
    },
  };
}
