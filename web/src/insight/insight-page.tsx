import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useQuestion } from '../api/query';
import { AddressForm } from '../parts/address-form';
import { Answered } from '../parts/answered';
import { count, share } from '../parts/number';
import { Page } from '../parts/page';
import { RefLink } from '../parts/ref-link';
import { Table } from '../parts/table';
import { duration } from '../parts/time';
import { Bars } from './bars';
import type { InsightQuery } from './insight.document';
import { INTERVALS, type InsightSearch, insightQuestion, readInsightSearch } from './insight-search';
import './insight.css';

const route = getRouteApi('/insight');

/** Whether the registry is well: what can be rebuilt, what was rolled back, how long it takes into production. */
export function InsightPage() {
  const search = route.useSearch();
  const asked = insightQuestion(search);
  const query = useQuestion(asked);
  return (
    <Page title="Insight" asked={asked}>
      <Choice search={search} />
      <Answered query={query}>{({ registryInsight }) => <Insight insight={registryInsight} />}</Answered>
    </Page>
  );
}

function Insight({ insight }: { readonly insight: InsightQuery['registryInsight'] }) {
  const { modelVersions, reproducibleShare, resolvable, rollbacks, leadTime, overTime, byModel } = insight;
  const over = (value: (period: Period) => number | null) =>
    overTime.map((period) => ({ from: period.validFrom.slice(0, 10), value: value(period) }));
  return (
    <>
      <section className="card flush">
        <h2>In all</h2>
        <Table head={['What', '#How many', '#Half within', '#95 % within']}>
          <tr>
            <th scope="row">Versions</th>
            <td className="number">{count(modelVersions)}</td>
            <td className="number">–</td>
            <td className="number">–</td>
          </tr>
          <tr>
            <th scope="row">Of these, can be rebuilt</th>
            <td className="number">{share(reproducibleShare)}</td>
            <td className="number">–</td>
            <td className="number">–</td>
          </tr>
          <tr>
            <th scope="row">Of those that were looked at, still where they say</th>
            <td className="number">{share(resolvable.share)}</td>
            <td className="number">–</td>
            <td className="number">–</td>
          </tr>
          <DurationRow name="From the end of the run to production" stats={leadTime} />
          <DurationRow name="From being set to a rollback" stats={rollbacks} />
        </Table>
      </section>
      <div className="columns">
        <Bars title="Versions registered" bars={over((period) => period.modelVersions)} words={count} />
        <Bars
          title="Share that can be rebuilt"
          bars={over((period) => period.reproducibleShare)}
          words={share}
          most={1}
        />
        <Bars
          title="Share that is still where it says, by the last check"
          bars={over((period) => period.resolvable.share)}
          words={share}
          most={1}
        />
        <Bars title="Rollbacks" bars={over((period) => period.rollbacks)} words={count} />
      </div>
      <section className="card flush">
        <h2>By model</h2>
        <Table head={['Model', '#Versions', '#Can be rebuilt', '#Rollbacks', '#Half within']}>
          {byModel.map((model) => (
            <tr key={model.model}>
              <th scope="row">
                <RefLink kind="model" to={model.model} />
              </th>
              <td className="number">{count(model.modelVersions)}</td>
              <td className="number">{share(model.reproducibleShare)}</td>
              <td className="number">{count(model.rollbacks.count)}</td>
              <td className="number">{duration(model.rollbacks.medianSeconds)}</td>
            </tr>
          ))}
        </Table>
      </section>
    </>
  );
}

type Period = InsightQuery['registryInsight']['overTime'][number];

interface DurationRowProps {
  readonly name: string;
  readonly stats: InsightQuery['registryInsight']['leadTime'];
}

function DurationRow({ name, stats }: DurationRowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{count(stats.count)}</td>
      <td className="number">{duration(stats.medianSeconds)}</td>
      <td className="number">{duration(stats.p95Seconds)}</td>
    </tr>
  );
}

function Choice({ search }: { readonly search: InsightSearch }) {
  const navigate = useNavigate({ from: '/insight' });
  const show = (form: FormData) => {
    const read = readInsightSearch(Object.fromEntries(form));
    void navigate({ search: { ...read, interval: read.interval === 'month' ? undefined : read.interval } });
  };
  return (
    <AddressForm onShow={show} key={JSON.stringify(search)}>
      <select name="interval" aria-label="By" defaultValue={search.interval ?? 'month'}>
        {INTERVALS.map((interval) => (
          <option key={interval} value={interval}>
            by {interval}
          </option>
        ))}
      </select>
      <input name="namespace" aria-label="Namespace" placeholder="Namespace" defaultValue={search.namespace} />
      <input name="model" aria-label="Model" placeholder="Model" defaultValue={search.model} />
    </AddressForm>
  );
}
