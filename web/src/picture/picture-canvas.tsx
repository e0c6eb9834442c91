import { type KeyboardEvent, type RefObject, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import type { Lit, Picture } from './picture';
import { PictureView } from './picture-view';
import { followPointers } from './pointing';
import { tallEnough } from './viewport';
import { near, type Step, walk } from './walk';
import './picture.css';

/** Boxes beside the one where the keys are that have a name for those who hear the page. */
const MOST_NEAR = 40;

const ARROWS: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

interface PictureCanvasProps {
  /** Undefined while nothing is laid out. */
  readonly picture: Picture | undefined;
  readonly isBusy: boolean;
  readonly lit: Lit | undefined;
  readonly label: string;
  /** The key of the box where the keys begin. */
  readonly cursor: string;
  readonly onCursor: (key: string) => void;
  /** A box in words: its kind, its name, what is beside it. */
  readonly describe: (box: number) => string;
  /** A box was pressed, or Enter on it; undefined: the ground. */
  readonly onOpen: (box: number | undefined) => void;
  /** A box was pressed twice. */
  readonly onTwice: (box: number) => void;
  /** Another key was pressed on a box. @returns whether that meant something */
  readonly onKey: (key: string, box: number) => boolean;
  readonly viewRef: RefObject<PictureView | null>;
}

/**
 * A picture of boxes and lines. The canvas is for the eyes; for keys and ears there is a cursor that goes from box to
 * box, each of which has a name in the page while it is near.
 */
export function PictureCanvas(props: PictureCanvasProps) {
  const { picture, isBusy, lit, label, cursor, onCursor, describe, onOpen, onTwice, onKey, viewRef } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const named = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<PictureView | null>(null);
  const id = useId();
  const at = picture?.boxes.findIndex(({ key }) => key === cursor) ?? -1;
  const beside = picture === undefined || at < 0 ? [] : near(picture.lines, at, MOST_NEAR);
  const press = useRef((_box: number | undefined, _isTwice: boolean) => {});
  press.current = (box, isTwice) => {
    if (box !== undefined && picture?.boxes[box] !== undefined) onCursor(picture.boxes[box].key);
    if (isTwice && box !== undefined) onTwice(box);
    else onOpen(box);
  };

  useEffect(() => {
    const element = canvas.current!;
    const place = () => {
      for (const button of named.current?.children ?? []) {
        const spot = shown.placeOf(Number((button as HTMLElement).dataset['box']));
        if (spot !== undefined) (button as HTMLElement).style.translate = `${spot.x}px ${spot.y}px`;
      }
    };
    const shown = new PictureView(element, { onDrawn: place });
    const unfollow = followPointers(element, shown, (box, isTwice) => press.current(box, isTwice));
    setView(shown);
    return () => {
      unfollow();
      shown.dispose();
    };
  }, []);
  useImperativeHandle(viewRef, () => view!, [view]);
  // The box where the keys are stays where it is on the screen, and so does what opens or closes there.
  const anchor = useRef({ was: cursor, is: cursor });
  anchor.current.is = cursor;
  useEffect(() => {
    if (picture !== undefined) view?.show(picture, anchor.current.was, anchor.current.is);
  }, [view, picture]);
  useEffect(() => {
    if (at >= 0) anchor.current.was = cursor;
  }, [at, cursor]);
  useEffect(() => view?.light(lit), [view, lit]);
  const [hasFocus, setFocus] = useState(false);
  useEffect(() => view?.point(hasFocus && at >= 0 ? at : undefined), [view, at, hasFocus]);

  const key = (event: KeyboardEvent) => {
    if (picture === undefined || view === null || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = ARROWS[event.key];
    if (step !== undefined) onCursor(picture.boxes[walk(picture, at, step)]!.key);
    else if (event.key === 'Enter') onOpen(at);
    else if (event.key === 'f') view.fit();
    else if (event.key === '+' || event.key === '=') view.zoom(1.25);
    else if (event.key === '-') view.zoom(0.8);
    else if (!onKey(event.key, at)) return;
    event.preventDefault();
  };
  return (
    <div
      className="picture"
      role="application"
      aria-label={label}
      aria-busy={isBusy}
      style={picture && { maxHeight: tallEnough(picture.layout) }}
      aria-activedescendant={at < 0 ? undefined : `${id}${at}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application has keys of its own
      tabIndex={0}
      onKeyDown={key}
      onFocus={() => setFocus(true)}
      onBlur={() => setFocus(false)}
    >
      <canvas ref={canvas} />
      <div ref={named} className="named">
        {beside.map((box) => (
          <button
            key={picture!.boxes[box]!.key}
            id={`${id}${box}`}
            type="button"
            tabIndex={-1}
            data-box={box}
            aria-label={describe(box)}
            onClick={() => press.current(box, false)}
          />
        ))}
      </div>
    </div>
  );
}
