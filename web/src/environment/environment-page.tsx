import { getRouteApi } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { NoSuchThing } from '../not-found/no-such-thing';
import { Answered } from '../parts/answered';
import { More } from '../parts/more';
import { count } from '../parts/number';
import { Page } from '../parts/page';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import { Time } from '../parts/time';
import { environmentQuestion } from './environment-search';

const route = getRouteApi('/environments/$');

/** An environment and its versions, newest first. */
export function EnvironmentPage({ name }: { readonly name: string }) {
  const search = route.useSearch();
  const asked = environmentQuestion(name, search);
  const query = useQuestion(asked);
  if (!query.isPlaceholderData && query.data?.data.environment === null)
    return <NoSuchThing what="environment" name={name} />;
  return (
    <Page title={name} asked={asked} heading={<span className="ref">{name}</span>}>
      <Answered query={query}>
        {({ environment }) =>
          environment && (
            <section className="card flush">
              <h2>{count(environment.versions.totalCount)} versions</h2>
              <Table head={['Version', 'Image', 'What it is', 'Registered', 'By']}>
                {environment.versions.nodes.map(({ ref, version, image, description, createdAt, createdBy }) => (
                  <tr key={ref}>
                    <th scope="row">
                      <RefLink kind="environment" to={ref}>
                        {version}
                      </RefLink>
                    </th>
                    <td>
                      <code>{image}</code>
                    </td>
                    <td>{description}</td>
                    <td>
                      <Time at={createdAt} />
                    </td>
                    <td>{createdBy}</td>
                  </tr>
                ))}
              </Table>
              <More page={environment.versions.pageInfo} after={search.after} />
            </section>
          )
        }
      </Answered>
    </Page>
  );
}
