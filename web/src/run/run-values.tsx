import { Link } from '@tanstack/react-router';
import { Exact } from '../parts/exact';
import { plain } from '../parts/number';
import { Table } from '../parts/table';
import type { ShownRun } from './run-page';

interface RunValuesProps {
  readonly run: ShownRun;
  /** The metric whose curve is drawn. */
  readonly drawn: string | undefined;
}

/** What a run measured at last and what it was set to, with what came after its end. */
export function RunValues({ run, drawn }: RunValuesProps) {
  const metrics = [
    ...run.metrics.map((each) => ({ ...each, isLate: false })),
    ...run.metricsAfterEnd.map((each) => ({ ...each, isLate: true })),
  ];
  const parameters = [
    ...Object.entries(run.parameters).map(([key, value]) => ({ key, value, isLate: false })),
    ...Object.entries(run.parametersAfterEnd).map(([key, value]) => ({ key, value, isLate: true })),
  ];
  return (
    <>
      {metrics.length > 0 && (
        <section className="card flush">
          <h2>Metrics</h2>
          <Table head={['Metric', '#Last value', '#Step', 'Curve']}>
            {metrics.map(({ key, value, step, isLate }) => (
              <tr key={`${key} ${isLate}`}>
                <th scope="row">
                  {key} {isLate && <span className="muted">after the end</span>}
                </th>
                <td className="number">
                  <Exact value={value} />
                </td>
                <td className="number">{step}</td>
                <td>
                  {key === drawn ? (
                    <span className="muted">shown</span>
                  ) : (
                    <Link to="." search={(before) => ({ ...before, curve: key })} aria-label={`Curve of ${key}`}>
                      show
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </Table>
        </section>
      )}
      {parameters.length > 0 && (
        <section className="card flush">
          <h2>Parameters</h2>
          <Table head={['Parameter', 'Value']}>
            {parameters.map(({ key, value, isLate }) => (
              <tr key={`${key} ${isLate}`}>
                <th scope="row">
                  {key} {isLate && <span className="muted">after the end</span>}
                </th>
                <td>
                  <code>{plain(value)}</code>
                </td>
              </tr>
            ))}
          </Table>
        </section>
      )}
    </>
  );
}
