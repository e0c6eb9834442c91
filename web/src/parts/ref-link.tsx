import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Where the things of each kind have their pages; a name or ref is the rest of the address. */
const PAGES = { model: '/models/$' } as const;

/** A kind of thing that a ref may name. */
export type Linked = 'model' | 'dataset' | 'environment' | 'run';

/** A link to the page of a thing: a name, a ref, or of a run its id; its text alone where it has none. */
export function RefLink(props: { readonly kind: Linked; readonly to: string; readonly children?: ReactNode }) {
  const { kind, to, children = to } = props;
  if (kind !== 'model') return <span className="ref">{children}</span>;
  return (
    <Link className="ref" to={PAGES[kind]} params={{ _splat: to }}>
      {children}
    </Link>
  );
}
