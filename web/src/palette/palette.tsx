import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouter } from '@tanstack/react-router';
import { type KeyboardEvent, useId, useState } from 'react';
import { ask } from '../api/ask';
import { isMovable } from '../frame/movable';
import { PAGES } from '../frame/pages';
import { openSignIn } from '../frame/sign-in';
import { Dialog } from '../writes/dialog';
import { type Choice, matching } from './choices';
import { NamedModelsDocument } from './named-models.document';
import { pinnedAddress } from './pin-address';
import './palette.css';

interface PaletteProps {
  readonly onClose: () => void;
  readonly onKeys: () => void;
}

/** Goes to a page, a model or a ref, or does something, by a few letters of it. */
export function Palette({ onClose, onKeys }: PaletteProps) {
  const [typed, type] = useState('');
  const [at, move] = useState(0);
  const id = useId();
  const choices = useChoices(typed.trim(), { onClose, onKeys });
  const active = Math.min(at, choices.length - 1);
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      move((active + step + choices.length) % Math.max(choices.length, 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choices[active]?.choose();
    }
  };
  return (
    <Dialog title="Go to, or do" onClose={onClose}>
      <input
        role="combobox"
        aria-label="Page, model, ref or action"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={active < 0 ? undefined : `${id}-${active}`}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          type(event.currentTarget.value);
          move(0);
        }}
        onKeyDown={press}
      />
      <div role="listbox" id={`${id}-list`} className="choices" aria-label="What there is">
        {choices.map((choice, place) => (
          // The keys are those of the field above, which keeps the focus.
          // biome-ignore lint/a11y/useKeyWithClickEvents: as just said
          <div
            key={`${choice.kind} ${choice.words}`}
            id={`${id}-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === active}
            onClick={choice.choose}
          >
            {choice.words} <span className="muted">{choice.kind}</span>
          </div>
        ))}
      </div>
      {choices.length === 0 && <p className="muted">Nothing is called so.</p>}
    </Dialog>
  );
}

function useChoices(typed: string, { onClose, onKeys }: PaletteProps): readonly Choice[] {
  const navigate = useNavigate();
  const router = useRouter();
  const { data: named } = useQuery({
    queryKey: [NamedModelsDocument.name, typed],
    queryFn: ({ signal }) => ask(NamedModelsDocument, { like: `%${typed}%` }, signal),
    enabled: typed !== '',
    placeholderData: keepPreviousData,
  });
  const then = (act: () => void) => () => {
    onClose();
    act();
  };
  const pages = PAGES.map(([to, words]) => ({ words, kind: 'page', choose: then(() => void navigate({ to })) }));
  const { href } = router.state.location;
  const pin = () => void pinnedAddress(href, new Date()).then((address) => router.history.push(address));
  const actions = [
    ...(isMovable(href) ? [{ words: 'Pin what is shown', kind: 'action', choose: then(pin) }] : []),
    { words: 'Sign in as somebody else', kind: 'action', choose: then(openSignIn) },
    { words: 'Show the keys', kind: 'action', choose: then(onKeys) },
  ];
  if (typed === '') return [...pages, ...actions];
  const models = (named?.data.models.nodes ?? []).map(({ name }) => ({
    words: name,
    kind: 'model',
    choose: then(() => void navigate({ to: '/models/$', params: { _splat: name } })),
  }));
  const asRef = {
    words: typed,
    kind: 'ref',
    choose: then(() => void navigate({ to: '/models/$', params: { _splat: typed } })),
  };
  const search = {
    words: `Search for ${typed}`,
    kind: 'search',
    choose: then(() => void navigate({ to: '/search', search: { q: typed } })),
  };
  return [
    ...(typed.includes('@') ? [asRef] : []),
    ...matching(pages, typed),
    ...models,
    ...matching(actions, typed),
    search,
  ];
}
