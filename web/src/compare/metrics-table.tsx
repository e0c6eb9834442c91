import { Exact } from '../parts/exact';
import { measured } from '../parts/number';
import { Tabled } from '../parts/table';
import { type Comparison, deltaOf } from './difference-rows';
import { VersionHeads } from './version-heads';

interface MetricsTableProps {
  readonly comparison: Comparison;
  readonly showsEqual: boolean;
}

/** The metrics side by side, each with how it stands to the first version's: by a sign, a number and a colour. */
export function MetricsTable({ comparison: { versions, metrics }, showsEqual }: MetricsTableProps) {
  const shown = metrics.filter(({ values }) => showsEqual || values.some((value) => value !== values[0]));
  return (
    <section className="card flush">
      <h2>Metrics</h2>
      {shown.length === 0 && <p className="muted">{metrics.length === 0 ? 'None.' : 'All are equal.'}</p>}
      {shown.length > 0 && (
        <Tabled>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              <VersionHeads versions={versions} />
            </tr>
          </thead>
          <tbody>
            {shown.map(({ key, values, better }) => (
              <tr key={key}>
                <th scope="row">
                  {key}
                  {better !== 'UNKNOWN' && <div className="muted">{better.toLowerCase()} is better</div>}
                </th>
                {values.map((value, at) => {
                  const delta = at === 0 ? undefined : deltaOf(value, values[0], better);
                  return (
                    <td key={versions[at]?.id}>
                      <Exact value={value} />{' '}
                      {delta !== undefined && (
                        <span className={delta.tone}>
                          {delta.sign} {delta.sign !== '=' && `${delta.by > 0 ? '+' : ''}${measured(delta.by)}`}
                        </span>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </Tabled>
      )}
    </section>
  );
}
