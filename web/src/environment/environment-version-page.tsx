import { getRouteApi } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { NoSuchThing } from '../not-found/no-such-thing';
import { Answered } from '../parts/answered';
import { Nearby } from '../parts/nearby';
import { Page } from '../parts/page';
import { RefLink } from '../parts/ref-link';
import { Time } from '../parts/time';
import { environmentVersionQuestion } from './environment-search';
import type { EnvironmentVersionQuery } from './environment-version.document';
import { PackagesTable } from './packages-table';

const route = getRouteApi('/environments/$');

/** An environment version, as the page has it. */
export type ShownEnvironment = NonNullable<EnvironmentVersionQuery['environmentVersion']>;

/** A version of an environment: its packages and what changed in them, what ran in it. */
export function EnvironmentVersionPage({ named }: { readonly named: string }) {
  const asked = environmentVersionQuestion(named, route.useSearch());
  const query = useQuestion(asked);
  if (!query.isPlaceholderData && query.data?.data.environmentVersion === null)
    return <NoSuchThing what="environment version" name={named} />;
  const ref = (query.isPlaceholderData ? undefined : query.data?.data.environmentVersion?.ref) ?? named;
  return (
    <Page title={ref} asked={asked} heading={<span className="ref">{ref}</span>}>
      <Answered query={query}>
        {({ environmentVersion }) =>
          environmentVersion && (
            <div className="wide-and-narrow">
              <PackagesTable version={environmentVersion} />
              <div className="stack">
                <Facts version={environmentVersion} />
                <Nearby
                  title="What ran in it"
                  lineage={environmentVersion.downstream}
                  of={environmentVersion.ref}
                  direction="down"
                />
              </div>
            </div>
          )
        }
      </Answered>
    </Page>
  );
}

function Facts({ version }: { readonly version: ShownEnvironment }) {
  const { description, environment, createdAt, createdBy, digest, image, runtime, os, lock, hardware, seed } = version;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Image', image],
    ['Runtime', runtime && `${runtime.name} ${runtime.version}`],
    ['System', os],
    ['Lock file', lock && `${lock.path} ${lock.digest}`],
    ['Hardware', hardware],
    ['Seed', seed === null ? null : String(seed)],
    ['Variables', version.variables.length === 0 ? null : version.variables.join(', ')],
  ];
  return (
    <section className="card">
      <h2>What it is</h2>
      {description !== null && <p>{description}</p>}
      <dl className="facts">
        <dt>Environment</dt>
        <dd>
          <RefLink kind="environment" to={environment.name} />
        </dd>
        <dt>Registered</dt>
        <dd>
          <Time at={createdAt} /> by {createdBy}
        </dd>
        <dt>Digest</dt>
        <dd>
          <code>{digest}</code>
        </dd>
        {facts.flatMap(([name, value]) =>
          value === null
            ? []
            : [
                <dt key={name}>{name}</dt>,
                <dd key={`${name} value`}>
                  <code>{value}</code>
                </dd>,
              ],
        )}
      </dl>
    </section>
  );
}
