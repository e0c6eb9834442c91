import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

/** Where the things of each kind have their pages; a name, a ref or an id is the rest of the address. */
const PAGES = {
  model: '/models/$',
  dataset: '/datasets/$',
  environment: '/environments/$',
  run: '/runs/$',
  loggedModel: '/logged-models/$',
} as const;

interface RefLinkProps {
  readonly kind: keyof typeof PAGES;
  /** A name or a ref, of a run or a logged model its id. */
  readonly to: string;
  readonly children?: ReactNode;
}

/** A link to the page of a thing. */
export function RefLink({ kind, to, children = to }: RefLinkProps) {
  return (
    <Link className="ref" to={PAGES[kind]} params={{ _splat: to }}>
      {children}
    </Link>
  );
}
