import { getRouteApi } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { NoSuchThing } from '../not-found/no-such-thing';
import { Answered } from '../parts/answered';
import { Exact } from '../parts/exact';
import { Files } from '../parts/files';
import { Nearby } from '../parts/nearby';
import { count } from '../parts/number';
import { OutsideLink } from '../parts/outside-link';
import { Page } from '../parts/page';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { datasetVersionQuestion } from './dataset-search';
import type { DatasetVersionQuery } from './dataset-version.document';
import { SchemaTable } from './schema-table';

const route = getRouteApi('/datasets/$');

/** A dataset version, as the page has it. */
export type ShownDataset = NonNullable<DatasetVersionQuery['datasetVersion']>;

/** A version of a dataset: its columns and where they come from, its files, what was made from it. */
export function DatasetVersionPage({ named }: { readonly named: string }) {
  const asked = datasetVersionQuestion(named, route.useSearch());
  const query = useQuestion(asked);
  if (!query.isPlaceholderData && query.data?.data.datasetVersion === null)
    return <NoSuchThing what="dataset version" name={named} />;
  const ref = (query.isPlaceholderData ? undefined : query.data?.data.datasetVersion?.ref) ?? named;
  return (
    <Page title={ref} asked={asked} heading={<span className="ref">{ref}</span>}>
      <Answered query={query}>{({ datasetVersion }) => datasetVersion && <Shown version={datasetVersion} />}</Answered>
    </Page>
  );
}

function Shown({ version }: { readonly version: ShownDataset }) {
  const { ref, statistics, splits, files, upstream, downstream } = version;
  return (
    <div className="wide-and-narrow">
      <div className="stack">
        <SchemaTable version={version} />
        {splits.length > 0 && (
          <section className="card flush">
            <h2>Splits</h2>
            <Table head={['Split', '#Rows', 'Files']}>
              {splits.map(({ name, rowCount, files: paths }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="number">
                    <Exact value={rowCount} as="count" />
                  </td>
                  <td>{paths.join(', ')}</td>
                </tr>
              ))}
            </Table>
          </section>
        )}
        <Files files={files} />
        {statistics !== null && (
          <section className="card">
            <h2>Statistics</h2>
            <pre>{JSON.stringify(statistics, null, 2)}</pre>
          </section>
        )}
      </div>
      <div className="stack">
        <Facts version={version} />
        <Nearby title="Made from" lineage={upstream} of={ref} direction="up" />
        <Nearby title="What rests on it" lineage={downstream} of={ref} direction="down" />
      </div>
    </div>
  );
}

function Facts({ version }: { readonly version: ShownDataset }) {
  const { description, dataset, createdAt, createdBy, digest, rowCount, license, source, externalDigest } = version;
  return (
    <section className="card">
      <h2>What it is</h2>
      {description !== null && <p>{description}</p>}
      <dl className="facts">
        <dt>Dataset</dt>
        <dd>
          <RefLink kind="dataset" to={dataset.name} />
        </dd>
        <dt>Registered</dt>
        <dd>
          <Time at={createdAt} /> by {createdBy}
        </dd>
        <dt>Digest</dt>
        <dd>
          <code>{digest}</code>
        </dd>
        {externalDigest !== null && (
          <>
            <dt>Elsewhere</dt>
            <dd>
              <code>
                {externalDigest.algorithm} {externalDigest.value}
              </code>
            </dd>
          </>
        )}
        <dt>Rows</dt>
        <dd>{rowCount === null ? 'not given' : count(rowCount)}</dd>
        <dt>Licence</dt>
        <dd>{license ?? 'not given'}</dd>
        {source !== null && (
          <>
            <dt>Source</dt>
            <dd>
              <OutsideLink href={source} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
