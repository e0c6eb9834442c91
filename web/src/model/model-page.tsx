import { getRouteApi, Link } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { NoSuchThing } from '../not-found/no-such-thing';
import { Answered } from '../parts/answered';
import { Contradictions } from '../parts/contradictions';
import { Page } from '../parts/page';
import { RefLink } from '../parts/ref-link';
import { TagFacts } from '../parts/tag-facts';
import { Time } from '../parts/time';
import { Chip, Status } from '../parts/words';
import { AliasOffers } from '../writes/alias-offers';
import { WriteButton } from '../writes/write-button';
import { AliasHistory } from './alias-history';
import { Decisions } from './decisions';
import type { ModelQuery } from './model.document';
import { MODEL_TABS, type ModelSearch, modelQuestion } from './model-search';
import { PolicyCard } from './policy-card';
import { Trend } from './trend';
import { VersionTable } from './version-table';

const route = getRouteApi('/models/$');

/** A model, as the page has it. */
export type ShownModel = NonNullable<ModelQuery['model']>;

/** How a model came where it stands: its aliases, its versions, what was decided. */
export function ModelPage({ name }: { readonly name: string }) {
  const search = route.useSearch();
  const asked = modelQuestion(name, search);
  const query = useQuestion(asked);
  if (!query.isPlaceholderData && query.data?.data.model === null) return <NoSuchThing what="model" name={name} />;
  return (
    <Page
      title={name}
      asked={asked}
      heading={<span className="ref">{name}</span>}
      actions={search.asOf === undefined && <ArchiveOffer model={query.data?.data.model} />}
    >
      <Answered query={query}>{({ model }) => model && <Model model={model} search={search} />}</Answered>
    </Page>
  );
}

interface ModelProps {
  readonly model: ShownModel;
  readonly search: ModelSearch & { readonly asOf?: string | undefined };
}

function Model({ model, search }: ModelProps) {
  const { tab = 'versions' } = search;
  return (
    <>
      {search.asOf === undefined && <Contradictions open={model.contradictions} />}
      <CurrentState model={model} isPast={search.asOf !== undefined} />
      <nav className="tabs" aria-label="Parts of the page">
        {MODEL_TABS.map((each) => (
          <Link
            key={each}
            to="."
            search={(before) => ({ ...before, tab: each === 'versions' ? undefined : each })}
            aria-current={each === tab ? 'page' : undefined}
          >
            {each[0]!.toUpperCase() + each.slice(1)}
          </Link>
        ))}
      </nav>
      {tab === 'versions' && (
        <>
          <VersionTable model={model} search={search} />
          <Trend model={model} search={search} />
        </>
      )}
      {tab === 'history' && (
        <>
          <AliasHistory model={model} />
          <Decisions model={model} />
        </>
      )}
      {tab === 'policy' && <PolicyCard policy={model.policy} />}
    </>
  );
}

function ArchiveOffer({ model }: { readonly model: ShownModel | null | undefined }) {
  if (model?.viewerCan.includes('ARCHIVE_MODEL') !== true) return null;
  return model.archivedAt === null ? (
    <WriteButton request={{ kind: 'archive', model: model.name }}>Archive</WriteButton>
  ) : (
    <WriteButton request={{ kind: 'restore', model: model.name }}>Restore</WriteButton>
  );
}

function CurrentState({ model, isPast }: { readonly model: ShownModel; readonly isPast: boolean }) {
  const { displayName, name, description, owners, tags, aliases, archivedAt, createdAt, createdBy } = model;
  return (
    <section className="card">
      <dl className="facts">
        {displayName !== name && (
          <>
            <dt>Called</dt>
            <dd>{displayName}</dd>
          </>
        )}
        {description !== null && (
          <>
            <dt>What it is</dt>
            <dd>{description}</dd>
          </>
        )}
        <dt>Aliases</dt>
        <dd>
          {aliases.length === 0 && <span className="muted">none</span>}
          {aliases.map(({ name: alias, modelVersion, validFrom, actor }) => (
            <div key={alias}>
              <b>{alias}</b>{' '}
              <RefLink kind="model" to={modelVersion.ref}>
                {modelVersion.version}
              </RefLink>{' '}
              <Status of={modelVersion.status} />{' '}
              <span className="muted">
                by {actor}, <Time at={validFrom} />
              </span>{' '}
              {!isPast && <AliasOffers model={name} alias={alias} can={model.viewerCan} />}
            </div>
          ))}
          {!isPast && hasLostProduction(model) && (
            <AliasOffers model={name} alias={PRODUCTION} can={model.viewerCan.filter((each) => each === 'ROLL_BACK')} />
          )}
        </dd>
        <dt>Owners</dt>
        <dd>{owners.length === 0 ? <span className="muted">nobody</span> : owners.join(', ')}</dd>
        <TagFacts tags={tags} />
        <dt>Since</dt>
        <dd>
          <Time at={createdAt} /> by {createdBy} {archivedAt !== null && <Chip>archived</Chip>}
        </dd>
      </dl>
    </section>
  );
}

const PRODUCTION = 'production';

/** Its version was quarantined, say: then somebody has to be able to go back. */
function hasLostProduction({ aliases, aliasHistory }: ShownModel): boolean {
  return (
    !aliases.some(({ name }) => name === PRODUCTION) && aliasHistory.nodes.some(({ alias }) => alias === PRODUCTION)
  );
}
