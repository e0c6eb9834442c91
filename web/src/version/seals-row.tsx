import { sealsOf } from './seals';
import type { ShownVersion } from './version-page';
import './version.css';

/** The six seals of a version: what it rests on, pinned or missing. */
export function SealsRow({ version }: { readonly version: ShownVersion }) {
  return (
    <ul className="seals" aria-label="What it rests on">
      {sealsOf(version).map(({ name, isPinned, what }) => (
        <li key={name} className={isPinned ? 'seal' : 'seal missing'}>
          <b>{name}</b> <span className={isPinned ? 'good' : 'bad'}>{isPinned ? 'pinned' : 'missing'}</span>
          <code title={what}>{what}</code>
        </li>
      ))}
    </ul>
  );
}
