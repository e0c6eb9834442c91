import type { ReactNode } from 'react';
import { openWrite, type WriteRequest } from './write-request';

interface WriteButtonProps {
  readonly request: WriteRequest;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A button that opens the dialog of a write. */
export function WriteButton({ request, className = 'button', children }: WriteButtonProps) {
  return (
    <button type="button" className={className} aria-haspopup="dialog" onClick={() => openWrite(request)}>
      {children} …
    </button>
  );
}
