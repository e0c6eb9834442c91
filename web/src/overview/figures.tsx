import { count, share } from '../parts/number';
import { Sparkline } from '../parts/sparkline';
import { duration } from '../parts/time';
import type { OverviewQuery } from './overview.document';

/** Four numbers that tell how the registry is, with their last months. */
export function Figures({ insight }: { readonly insight: OverviewQuery['registryInsight'] }) {
  const { overTime, rollbacks, leadTime } = insight;
  const series = <Key extends 'modelVersions' | 'rollbacks' | 'reproducibleShare'>(key: Key) =>
    overTime.flatMap((period) => period[key] ?? []);
  return (
    <div className="columns">
      <Figure name="Versions" value={count(insight.modelVersions)} note="registered" series={series('modelVersions')} />
      <Figure
        name="Can be rebuilt"
        value={share(insight.reproducibleShare)}
        note="of all versions"
        series={series('reproducibleShare')}
      />
      <Figure
        name="Until a rollback"
        value={duration(rollbacks.medianSeconds)}
        note={
          rollbacks.count === 0
            ? 'no rollback yet'
            : `median of ${count(rollbacks.count)}; p95 ${duration(rollbacks.p95Seconds)}`
        }
        series={series('rollbacks')}
      />
      <Figure
        name="Run to production"
        value={duration(leadTime.medianSeconds)}
        note={leadTime.count === 0 ? 'nothing in production yet' : `median of ${count(leadTime.count)}`}
        series={[]}
      />
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly note: string;
  readonly series: readonly number[];
}

function Figure({ name, value, note, series }: FigureProps) {
  return (
    <section className="card">
      <h2>{name}</h2>
      <div className="figure">
        <b>{value}</b>
        <Sparkline values={series} label={`${name} by month: ${series.map((each) => count(each)).join(', ')}`} />
      </div>
      <span className="muted">{note}</span>
    </section>
  );
}
