import { getRouteApi } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { NoSuchThing } from '../not-found/no-such-thing';
import { Answered } from '../parts/answered';
import { Exact } from '../parts/exact';
import { More } from '../parts/more';
import { count } from '../parts/number';
import { Page } from '../parts/page';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { datasetQuestion } from './dataset-search';

const route = getRouteApi('/datasets/$');

/** A dataset and its versions, newest first. */
export function DatasetPage({ name }: { readonly name: string }) {
  const search = route.useSearch();
  const asked = datasetQuestion(name, search);
  const query = useQuestion(asked);
  if (!query.isPlaceholderData && query.data?.data.dataset === null) return <NoSuchThing what="dataset" name={name} />;
  return (
    <Page title={name} asked={asked} heading={<span className="ref">{name}</span>}>
      <Answered query={query}>
        {({ dataset }) =>
          dataset && (
            <section className="card flush">
              <h2>{count(dataset.versions.totalCount)} versions</h2>
              <Table head={['Version', '#Rows', 'Licence', 'What it is', 'Registered', 'By']}>
                {dataset.versions.nodes.map(
                  ({ ref, version, rowCount, license, description, createdAt, createdBy }) => (
                    <tr key={ref}>
                      <th scope="row">
                        <RefLink kind="dataset" to={ref}>
                          {version}
                        </RefLink>
                      </th>
                      <td className="number">
                        <Exact value={rowCount} as="count" />
                      </td>
                      <td>{license}</td>
                      <td>{description}</td>
                      <td>
                        <Time at={createdAt} />
                      </td>
                      <td>{createdBy}</td>
                    </tr>
                  ),
                )}
              </Table>
              <More page={dataset.versions.pageInfo} after={search.after} />
            </section>
          )
        }
      </Answered>
    </Page>
  );
}
