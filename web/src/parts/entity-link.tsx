import { RefLink } from './ref-link';

interface EntityLinkProps {
  /** What an event happened to; null where that is no longer there, or not for whoever looks. */
  readonly entity: { readonly kind: string; readonly ref: string } | null;
  /** What the event says that it happened to. */
  readonly subject: string;
}

/** What an event happened to: a link to its page, where it has one. */
export function EntityLink({ entity, subject }: EntityLinkProps) {
  const kind = entity === null ? undefined : KINDS[entity.kind];
  if (entity === null || kind === undefined) return <span className="ref">{subject}</span>;
  // What stands behind the @ of these is their id, by which their pages are found.
  const [name, id = entity.ref] = entity.ref.split('@');
  if (kind !== 'run' && kind !== 'loggedModel') return <RefLink kind={kind} to={entity.ref} />;
  return (
    <RefLink kind={kind} to={id}>
      {name} {id.slice(0, 8)}
    </RefLink>
  );
}

const KINDS: Readonly<Record<string, 'model' | 'dataset' | 'environment' | 'run' | 'loggedModel'>> = {
  MODEL: 'model',
  MODEL_VERSION: 'model',
  DATASET_VERSION: 'dataset',
  ENVIRONMENT_VERSION: 'environment',
  RUN: 'run',
  LOGGED_MODEL: 'loggedModel',
};
