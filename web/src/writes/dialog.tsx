import { type MouseEvent, type ReactNode, useId, useLayoutEffect, useRef } from 'react';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog before the page; Esc closes it, and the focus comes back to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    // Taken away without being closed, it would keep the focus from coming back.
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={element}
      className="write"
      aria-labelledby={heading}
      onClose={(event) => !event.currentTarget.open && onClose()}
    >
      <h2 id={heading}>{title}</h2>
      {children}
    </dialog>
  );
}

/** Closes the dialog that a button stands in. */
export function closeDialogOf(event: MouseEvent<HTMLElement>): void {
  event.currentTarget.closest('dialog')?.close();
}
