import { RefLink } from './ref-link';

/** A node of a lineage, as far as it takes to link it. */
export interface LinkedNode {
  readonly id: string;
  readonly ref: string;
  readonly kind: string;
  readonly redacted: boolean;
}

/** A node of a lineage: a link to its page, where it has one. */
export function LineageRef({ node: { id, ref, kind, redacted } }: { readonly node: LinkedNode }) {
  if (redacted) return <span className="muted">something that you may not see</span>;
  if (kind === 'MODEL_VERSION') return <RefLink kind="model" to={ref} />;
  if (kind === 'DATASET_VERSION') return <RefLink kind="dataset" to={ref} />;
  if (kind === 'ENVIRONMENT_VERSION') return <RefLink kind="environment" to={ref} />;
  // What stands behind the @ of these is their id, which says nothing to people.
  const name = ref.split('@', 1)[0];
  if (kind === 'RUN' || kind === 'LOGGED_MODEL')
    return (
      <RefLink kind={kind === 'RUN' ? 'run' : 'loggedModel'} to={id}>
        {name} {id.slice(0, 8)}
      </RefLink>
    );
  return <span className="ref">{kind === 'DEPLOYMENT' ? name : ref}</span>;
}
