import type { ReactNode } from 'react';

/** That there is nothing, and the command that changes it. */
export function Empty({ children, command }: { readonly children: ReactNode; readonly command?: string }) {
  return (
    <div className="card">
      <p className="muted">{children}</p>
      {command !== undefined && <pre>{command}</pre>}
    </div>
  );
}
