import { getRouteApi } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { Curves } from '../curves/curves';
import { NoSuchThing } from '../not-found/no-such-thing';
import { Answered } from '../parts/answered';
import { Files } from '../parts/files';
import { Nearby } from '../parts/nearby';
import { Page } from '../parts/page';
import { Chip, Status } from '../parts/words';
import type { RunQuery } from './run.document';
import { RunFacts } from './run-facts';
import { RunInputs } from './run-inputs';
import { type RunSearch, runQuestion } from './run-search';
import { RunValues } from './run-values';

const route = getRouteApi('/runs/$');

/** A run, as the page has it. */
export type ShownRun = NonNullable<RunQuery['run']>;

/** A run: what it read, what it was set to, what it measured. */
export function RunPage() {
  const { _splat: id = '' } = route.useParams();
  const search = route.useSearch();
  const asked = runQuestion(id, search);
  const query = useQuestion(asked);
  const run = query.isPlaceholderData ? undefined : query.data?.data.run;
  if (run === null) return <NoSuchThing what="run" name={id} />;
  return (
    <Page title={run?.name ?? 'Run'} asked={asked} heading={<Heading run={run} id={id} />}>
      <Answered query={query}>{(data) => data.run && <Run run={data.run} search={search} />}</Answered>
    </Page>
  );
}

function Heading({ run, id }: { readonly run: ShownRun | undefined; readonly id: string }) {
  if (run === undefined) return <span className="ref">{id}</span>;
  return (
    <span className="row">
      {run.name} <Status of={run.status} />
      {run.continuation !== null && <Chip tone="warn">went on: {run.continuation.status.toLowerCase()}</Chip>}
      {run.archivedAt !== null && <Chip>archived</Chip>}
    </span>
  );
}

function Run({ run, search }: { readonly run: ShownRun; readonly search: RunSearch }) {
  const metric = search.curve ?? run.metrics[0]?.key;
  return (
    <div className="wide-and-narrow">
      <div className="stack">
        {metric !== undefined && <Curves runs={[run.id]} metrics={[metric]} search={search} />}
        <RunValues run={run} drawn={metric} />
        <RunInputs run={run} />
        <Files files={run.artifacts} />
      </div>
      <div className="stack">
        <RunFacts run={run} />
        <Nearby title="What rests on it" lineage={run.downstream} of={run.id} direction="down" />
      </div>
    </div>
  );
}
