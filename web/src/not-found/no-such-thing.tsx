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
        <Link to="/search" search={{ q: word }}>
          Search for “{word}”
        </Link>
      </p>
    </Page>
  );
}
