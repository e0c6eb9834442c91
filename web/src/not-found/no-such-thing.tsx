import { Link } from '@tanstack/react-router';
import { Page } from '../parts/page';

/** What a ref names is not there, or not for whoever looks. */
export function NoSuchThing({ what, name }: { readonly what: string; readonly name: string }) {
  const word = name.split('@', 1)[0]!.split('/').at(-1) ?? '';
  return (
    <Page title={name}>
      <p>
        There is no {what} <code>{name}</code>, or you may not see it.
      </p>
      <p>
        If a lineage or a search led here, the catalog has read of it, and what it is of has it no more, or not yet.
      </p>
      <p className="row">
        <Link to="/search" search={{ q: word }}>
          Search for “{word}”
        </Link>
        <Link to="/lineage" search={{ of: name }}>
          Look for its lineage
        </Link>
      </p>
    </Page>
  );
}
