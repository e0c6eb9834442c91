import type { FormEvent, ReactNode } from 'react';

interface AddressFormProps {
  /** Called with what stands in the fields, to go to the address that says so. */
  readonly onShow: (form: FormData) => void;
  /** What its button says. */
  readonly action?: string;
  readonly className?: string;
  /** What stands beside its button. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** A form whose fields are a part of the address. */
export function AddressForm({ onShow, action = 'Show', className = 'row', beside, children }: AddressFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    onShow(new FormData(event.currentTarget));
  };
  return (
    <form className={className} onSubmit={submit}>
      {children}
      <button type="submit" className="button">
        {action}
      </button>
      {beside}
    </form>
  );
}
