import { Link } from '@tanstack/react-router';
import { Kind } from '../parts/kind';
import { RefLink } from '../parts/ref-link';
import { Time } from '../parts/time';
import { Chip, Status } from '../parts/words';
import type { SearchQuery } from './search.document';

type Found = SearchQuery['search']['nodes'][number];

/** One result: what it is, and what tells it from others. */
export function Result({ node }: { readonly node: Found }) {
  if (node === null) return <li className="muted">Something that is not there any more.</li>;
  return (
    <li>
      <div className="row">
        <What node={node} />
      </div>
      <div className="muted">
        {node.createdBy} · <Time at={node.createdAt} />
      </div>
    </li>
  );
}

/** What people call it, where that is not its name. */
function Called({ name, displayName }: { readonly name: string; readonly displayName: string }) {
  return name === displayName ? null : <span className="muted">“{displayName}”</span>;
}

function What({ node }: { readonly node: NonNullable<Found> }) {
  switch (node.__typename) {
    case 'Model':
      return (
        <>
          <Kind of="MODEL" /> <RefLink kind="model" to={node.name} />
          <Called name={node.name} displayName={node.displayName} />
          {node.owners.length > 0 && <span className="muted">of {node.owners.join(', ')}</span>}
        </>
      );
    case 'Dataset':
      return (
        <>
          <Kind of="DATASET" /> <RefLink kind="dataset" to={node.name} />
        </>
      );
    case 'Experiment':
      return (
        <>
          <Kind of="EXPERIMENT" />{' '}
          <Link className="ref" to="/runs" search={{ experiment: node.id }}>
            {node.name}
          </Link>
          <Called name={node.name} displayName={node.displayName} />
        </>
      );
    case 'ModelVersion':
      return (
        <>
          <Kind of="MODEL_VERSION" /> <RefLink kind="model" to={node.ref} /> <Status of={node.modelStatus} />
          {node.aliases.map(({ name }) => (
            <Chip key={name} tone="good">
              @{name}
            </Chip>
          ))}
          <span className="muted">{node.architecture}</span>
        </>
      );
    case 'Run':
      return (
        <>
          <Kind of="RUN" />{' '}
          <RefLink kind="run" to={node.id}>
            {node.name}
          </RefLink>{' '}
          <Status of={node.runStatus} /> <span className="muted">of {node.experiment.displayName}</span>
        </>
      );
    case 'DatasetVersion':
      return (
        <>
          <Kind of="DATASET_VERSION" /> <RefLink kind="dataset" to={node.ref} />
          <span className="muted">
            {node.rowCount !== null && `${node.rowCount.toLocaleString('en')} rows`} {node.license}
          </span>
        </>
      );
    case 'EnvironmentVersion':
      return (
        <>
          <Kind of="ENVIRONMENT_VERSION" /> <RefLink kind="environment" to={node.ref} />
          <span className="muted">{node.image}</span>
        </>
      );
  }
}
