import { useLocation, useMatches, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import type { FormEvent } from 'react';
import { exactly } from '../parts/time';
import { isMovable } from './movable';

/**
 * Chooses the moment that is shown; it stands in the address, and stays from page to page. A page whose question takes
 * no moment says that it shows now.
 */
export function AsOf() {
  const { asOf } = useSearch({ from: '__root__' });
  const showsNow = useMatches({ select: (matches) => isOfNow(matches.at(-1)) });
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
        as of&nbsp;<strong>{asOf === undefined ? 'now' : exactly(asOf)}</strong>
        {asOf !== undefined && showsNow && ': this page shows now'}&nbsp;▾
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
          <Pin />
          <p className="muted">
            Names, owners, tags, statuses, aliases, policies, deployments, lineages and figures are shown as they stood.
            Lists hold what is there now.
          </p>
        </form>
      </div>
    </details>
  );
}

/** Names what is shown for good: by version and moment, where the address names it by an alias. */
function Pin() {
  const { href } = useLocation();
  const { history } = useRouter();
  if (!isMovable(href)) return null;
  const pin = async (menu: Element | null) => {
    const { pinnedAddress } = await import('../palette/pin-address');
    history.push(await pinnedAddress(href, new Date()));
    menu?.removeAttribute('open');
  };
  return (
    <button type="button" className="button" onClick={(event) => void pin(event.currentTarget.closest('details'))}>
      Pin what is shown
    </button>
  );
}

function isOfNow(match: ReturnType<typeof useMatches>[number] | undefined): boolean {
  const named = (match?.params as { readonly _splat?: string } | undefined)?._splat ?? '';
  return match?.staticData.showsNow?.(named) ?? false;
}

/** As the field of a form takes it: the time of whoever reads, without its zone. */
function localMoment(asOf: string | undefined): string {
  if (asOf === undefined) return '';
  const moment = new Date(asOf);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
