import { getRouteApi } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { NoSuchThing } from '../not-found/no-such-thing';
import { Answered } from '../parts/answered';
import { Contradictions } from '../parts/contradictions';
import { Nearby } from '../parts/nearby';
import { Page } from '../parts/page';
import { RefLink } from '../parts/ref-link';
import { stringifySearch } from '../search-params';
import { VersionOffers } from '../writes/version-offers';
import { Deployments } from './deployments';
import { Evaluations } from './evaluations';
import { Facts } from './facts';
import { Notes } from './notes';
import { Parts } from './parts';
import { Rebuild } from './rebuild';
import { SealsRow } from './seals-row';
import type { VersionQuery } from './version.document';
import { VersionHeading } from './version-heading';
import { versionQuestion } from './version-search';

const route = getRouteApi('/models/$');

/** A version, as the page has it. */
export type ShownVersion = NonNullable<VersionQuery['modelVersion']>;

/** A version of a model: what it is, what made it, whether it can be rebuilt. */
export function VersionPage({ named }: { readonly named: string }) {
  const { asOf } = route.useSearch();
  const asked = versionQuestion(named, { asOf });
  const query = useQuestion(asked);
  const version = query.isPlaceholderData ? undefined : query.data?.data.modelVersion;
  if (version === null) return <NoSuchThing what="model version" name={named} />;
  return (
    <Page
      title={version?.ref ?? named}
      asked={asked}
      embed={`/embed/card${stringifySearch({ of: named, asOf })}`}
      heading={<VersionHeading named={named} version={version} />}
      actions={version !== undefined && asOf === undefined && <VersionOffers version={version} />}
    >
      <Answered query={query}>
        {({ modelVersion }) =>
          modelVersion && (
            // Who looks at the past is offered nothing that changes the present.
            <Version
              version={asOf === undefined ? modelVersion : { ...modelVersion, viewerCan: [] }}
              isPast={asOf !== undefined}
            />
          )
        }
      </Answered>
    </Page>
  );
}

function Version({ version, isPast }: { readonly version: ShownVersion; readonly isPast: boolean }) {
  return (
    <>
      <p className="muted">
        A version of <RefLink kind="model" to={version.model.name} />
        {version.bump.reasons.length > 0 && <>: {version.bump.reasons.join('; ')}</>}
      </p>
      {!isPast && <Contradictions open={version.contradictions} />}
      <SealsRow version={version} />
      <div className="wide-and-narrow">
        <div className="stack">
          <Rebuild version={version} />
          <Parts version={version} />
          <Evaluations version={version} />
        </div>
        <div className="stack">
          <Facts version={version} />
          <Deployments version={version} />
          <Nearby title="Made from" lineage={version.upstream} of={version.ref} direction="up" />
          <Nearby title="What rests on it" lineage={version.downstream} of={version.ref} direction="down" />
          <Notes version={version} />
        </div>
      </div>
    </>
  );
}
