import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef } from 'react';
import { isTyping } from './is-typing';

/** The search of every page; `/` leads to it. */
export function SearchBox() {
  const field = useRef<HTMLInputElement>(null);
  const navigate = useNavigate();
  const { q } = useSearch({ strict: false });
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void navigate({ to: '/search', search: { q: field.current?.value.trim() || undefined } });
  };
  return (
    <search>
      <form onSubmit={submit}>
        <input
          key={q}
          ref={field}
          type="search"
          aria-label="Search"
          aria-keyshortcuts="/"
          placeholder="metric.auc > 0.8 package:numpy<2 not status:archived"
          defaultValue={q}
          maxLength={4_000}
        />
      </form>
    </search>
  );
}
