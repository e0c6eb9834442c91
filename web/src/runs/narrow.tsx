import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { AddressForm } from '../parts/address-form';
import { listed } from '../search-params';
import type { RunsQuery } from './runs.document';
import { type RunsSearch, readRunsSearch } from './runs-search';

type Experiments = NonNullable<RunsQuery['experiments']>['nodes'];

interface NarrowProps {
  readonly search: RunsSearch;
  /** Those that can be chosen, the last changed first; undefined while they are not there. */
  readonly experiments?: Experiments | undefined;
  /** The chosen one, whose metrics and parameters are offered as columns; undefined while it is not there. */
  readonly experiment?: NonNullable<RunsQuery['experiment']> | undefined;
}

/** Which runs the table has, and which columns. */
export function Narrow({ search, experiments = [], experiment }: NarrowProps) {
  const navigate = useNavigate({ from: '/runs/' });
  const show = (form: FormData) => {
    const given = readRunsSearch({ ...Object.fromEntries(form), columns: form.getAll('column').join(',') });
    const { experiment: chosen, where, archived } = given;
    // Columns that were not offered were not taken away either.
    const columns = experiment === undefined ? search.columns : given.columns;
    void navigate({ search: (before) => ({ ...before, experiment: chosen, where, archived, columns }) });
  };
  // Each field is made anew where its own part of the address changes: what is typed into the others stays.
  return (
    <AddressForm onShow={show}>
      <ExperimentChoice key={`experiment ${search.experiment}`} chosen={search.experiment} experiments={experiments} />
      <input
        key={`where ${search.where}`}
        name="where"
        aria-label="Conditions"
        size={44}
        placeholder="metric.auc > 0.8 and parameter.optimizer = adam"
        defaultValue={search.where}
        spellCheck={false}
      />
      <label key={`archived ${search.archived}`}>
        <input type="checkbox" name="archived" value="all" defaultChecked={search.archived === 'all'} /> archived too
      </label>
      {experiment !== undefined && (
        <ColumnChoice
          key={`columns ${experiment.id} ${search.columns}`}
          offered={[
            ...experiment.metricKeys.map((key) => `metric.${key}`),
            ...experiment.parameterKeys.map((key) => `parameter.${key}`),
          ]}
          chosen={listed(search.columns)}
        />
      )}
    </AddressForm>
  );
}

interface ExperimentChoiceProps {
  readonly chosen: string | undefined;
  readonly experiments: Experiments;
}

function ExperimentChoice({ chosen, experiments }: ExperimentChoiceProps) {
  const [value, setValue] = useState(chosen ?? '');
  return (
    <select name="experiment" aria-label="Experiment" value={value} onChange={({ target }) => setValue(target.value)}>
      <option value="">every experiment</option>
      {chosen !== undefined && !experiments.some(({ id }) => id === chosen) && <option value={chosen}>{chosen}</option>}
      {experiments.map(({ id, displayName }) => (
        <option key={id} value={id}>
          {displayName}
        </option>
      ))}
    </select>
  );
}

interface ColumnChoiceProps {
  readonly offered: readonly string[];
  readonly chosen: readonly string[];
}

function ColumnChoice({ offered, chosen }: ColumnChoiceProps) {
  return (
    <details className="menu">
      <summary className="button">Columns ▾</summary>
      <div className="scroll">
        {[...new Set([...offered, ...chosen])].map((name) => (
          <label key={name}>
            <input type="checkbox" name="column" value={name} defaultChecked={chosen.includes(name)} /> {name}
          </label>
        ))}
      </div>
    </details>
  );
}
