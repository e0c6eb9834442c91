import { getRouteApi } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { NoSuchThing } from '../not-found/no-such-thing';
import { Answered } from '../parts/answered';
import { Files } from '../parts/files';
import { Nearby } from '../parts/nearby';
import { Page } from '../parts/page';
import { Chip, Status } from '../parts/words';
import type { LoggedModelQuery } from './logged-model.document';
import { LoggedModelFacts } from './logged-model-facts';
import { loggedModelQuestion } from './logged-model-search';
import { LoggedModelValues } from './logged-model-values';

const route = getRouteApi('/logged-models/$');

/** A logged model, as the page has it. */
export type ShownLoggedModel = NonNullable<LoggedModelQuery['loggedModel']>;

/** A model that a run made, registered or not: what it measured, what it is made of, what was made of it. */
export function LoggedModelPage() {
  const { _splat: id = '' } = route.useParams();
  const search = route.useSearch();
  const asked = loggedModelQuestion(id, search);
  const query = useQuestion(asked);
  const model = query.isPlaceholderData ? undefined : query.data?.data.loggedModel;
  if (model === null) return <NoSuchThing what="logged model" name={id} />;
  return (
    <Page title={model?.name ?? 'Logged model'} asked={asked} heading={<Heading model={model} id={id} />}>
      <Answered query={query}>{({ loggedModel }) => loggedModel && <LoggedModel model={loggedModel} />}</Answered>
    </Page>
  );
}

function Heading({ model, id }: { readonly model: ShownLoggedModel | undefined; readonly id: string }) {
  if (model === undefined) return <span className="ref">{id}</span>;
  return (
    <span className="row">
      {model.name} <Status of={model.status} />
      {model.archivedAt !== null && <Chip>archived</Chip>}
    </span>
  );
}

function LoggedModel({ model }: { readonly model: ShownLoggedModel }) {
  return (
    <div className="wide-and-narrow">
      <div className="stack">
        <LoggedModelValues model={model} />
        <Files files={model.artifacts} />
      </div>
      <div className="stack">
        <LoggedModelFacts model={model} />
        <Nearby title="Made from" lineage={model.upstream} of={model.id} direction="up" />
        <Nearby title="What rests on it" lineage={model.downstream} of={model.id} direction="down" />
      </div>
    </div>
  );
}
