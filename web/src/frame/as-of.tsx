import { useNavigate, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { exactly } from '../parts/time';

/** Chooses the moment that the pages tell of; it stands in the address, and stays from page to page. */
export function AsOf() {
  const { asOf } = useSearch({ from: '__root__' });
  const navigate = useNavigate();
  const show = (moment: string | undefined) =>
    navigate({ to: '.', search: (before) => ({ ...before, asOf: moment, after: undefined }) });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = String(new FormData(event.currentTarget).get('moment') ?? '');
    event.currentTarget.closest('details')?.removeAttribute('open');
    void show(given === '' ? undefined : new Date(given).toISOString());
  };
  return (
    <details className="menu">
      <summary className="button quiet">
        as of&nbsp;<strong>{asOf === undefined ? 'now' : exactly(asOf)}</strong>&nbsp;▾
      </summary>
      <div>
        <form className="form" onSubmit={submit}>
          <label>
            Show what stood at
            <input key={asOf} name="moment" type="datetime-local" step="1" defaultValue={localMoment(asOf)} />
          </label>
          <div className="row">
            <button type="submit" className="button primary">
              Show
            </button>
            {asOf !== undefined && (
              <button type="button" className="button" onClick={() => show(undefined)}>
                Now
              </button>
            )}
          </div>
        </form>
      </div>
    </details>
  );
}

/** As the field of a form takes it: the time of whoever reads, without its zone. */
function localMoment(asOf: string | undefined): string {
  if (asOf === undefined) return '';
  const moment = new Date(asOf);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
