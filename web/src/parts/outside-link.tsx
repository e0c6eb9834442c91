import type { ReactNode } from 'react';

/** A link that somebody wrote into metadata: only to the web, and without telling where from; else it is text. */
export function OutsideLink({ href, children = href }: { readonly href: string; readonly children?: ReactNode }) {
  const isOfWeb = URL.canParse(href) && /^https?:$/.test(new URL(href).protocol);
  if (!isOfWeb) return <code>{children}</code>;
  return (
    <a href={href} rel="noreferrer" target="_blank">
      {children}
    </a>
  );
}
