import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { AddressForm } from '../parts/address-form';
import { listed } from '../search-params';
import { nameOf } from './columns';
import type { RunColumnsQuery } from './run-columns.document';
import { type RunsSearch, readRunsSearch } from './runs-search';

type Experiments = RunColumnsQuery['experiments']['nodes'];

interface NarrowProps {
  readonly search: RunsSearch;
  /** Those that can be chosen, the last changed first; undefined while they are not there. */
  readonly experiments?: Experiments | undefined;
  /** What the runs have, which is offered as columns; undefined while it is not there. */
  readonly keys?: RunColumnsQuery['runKeys'] | undefined;
}

/** Which runs the table has, and which columns. */
export function Narrow({ search, experiments = [], keys }: NarrowProps) {
  const navigate = useNavigate({ from: '/runs/' });
  const show = (form: FormData) => {
    const given = readRunsSearch({ ...Object.fromEntries(form), columns: form.getAll('column').join(',') });
    const { experiment: chosen, where, archived } = given;
    // Columns that were not offered were not taken away either.
    const columns = keys === undefined ? search.columns : given.columns;
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
      {keys !== undefined && (
        <ColumnChoice
          key={`columns ${search.experiment} ${search.columns}`}
          offered={[
            ...keys.metricKeys.map(({ key }) => nameOf('metric', key)),
            ...keys.parameterKeys.map(({ key }) => nameOf('parameter', key)),
            ...keys.tagKeys.map(({ key }) => nameOf('tag', key)),
            'run.durationSeconds',
            'run.user',
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

/** Columns that are offered: others can stand in the address. */
const MOST_OFFERED = 300;

interface ColumnChoiceProps {
  readonly offered: readonly string[];
  readonly chosen: readonly string[];
}

function ColumnChoice({ offered, chosen }: ColumnChoiceProps) {
  return (
    <details className="menu">
      <summary className="button">Columns ▾</summary>
      <div className="scroll">
        {[...new Set([...chosen, ...offered])].slice(0, MOST_OFFERED).map((name) => (
          <label key={name}>
            <input type="checkbox" name="column" value={name} defaultChecked={chosen.includes(name)} /> {name}
          </label>
        ))}
      </div>
    </details>
  );
}
