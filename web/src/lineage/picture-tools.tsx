import { Link } from '@tanstack/react-router';
import type { ReactNode, RefObject } from 'react';
import { count } from '../parts/number';
import type { PictureView } from '../picture/picture-view';
import type { LineageDrawing } from './lineage-drawing';
import type { Look } from './lineage-picture';
import { DEPTH, type LineageSearch } from './lineage-search';
import type { AnsweredLineage } from './lineage-tree';

interface PictureToolsProps {
  readonly lineage: AnsweredLineage;
  readonly drawing: LineageDrawing;
  readonly search: LineageSearch;
  readonly onLook: Look;
  readonly view: RefObject<PictureView | null>;
  /** The ways to save it. */
  readonly children: ReactNode;
}

const LIGHTS = [
  ['', 'nothing'],
  ['up', 'what it rests on'],
  ['down', 'what rests on it'],
  ['both', 'both'],
] as const;

/** What is in a picture, and what one can do with all of it. */
export function PictureTools({ lineage, drawing, search, onLook, view, children }: PictureToolsProps) {
  const { boxes, beyond } = drawing;
  const shown = lineage.nodes.length - beyond;
  return (
    <div className="row picture-tools">
      <strong>
        {count(shown)} things{boxes.length < shown && ` in ${count(boxes.length)} boxes`}
      </strong>
      {beyond > 0 && (
        <span>
          {count(beyond)} more are further away.{' '}
          <Link to="." search={(before) => ({ ...before, depth: String(DEPTH) })}>
            Show them
          </Link>
        </span>
      )}
      <label>
        light{' '}
        <select
          value={search.lit ?? ''}
          onChange={({ target }) => onLook({ lit: LIGHTS.find(([way]) => way === target.value)?.[0] || undefined })}
        >
          {LIGHTS.map(([way, words]) => (
            <option key={way} value={way}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label>
        <input
          type="checkbox"
          checked={search.columns !== undefined}
          onChange={({ target }) => onLook({ columns: target.checked ? 'shown' : undefined })}
        />{' '}
        columns
      </label>
      <span className="row right">
        <button type="button" className="button quiet" aria-label="All of it" onClick={() => view.current?.fit()}>
          ⤢
        </button>
        <button type="button" className="button quiet" aria-label="Larger" onClick={() => view.current?.zoom(1.25)}>
          +
        </button>
        <button type="button" className="button quiet" aria-label="Smaller" onClick={() => view.current?.zoom(0.8)}>
          −
        </button>
        {children}
      </span>
      <details>
        <summary>Keys</summary>
        <p className="muted">
          Arrows go along the lines, Enter opens what is there, Space opens and closes a stack, U lights what it rests
          on, D what rests on it, P and P again the ways between two, F shows all of it, + and − zoom, Esc goes back.
        </p>
      </details>
    </div>
  );
}
