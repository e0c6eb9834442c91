import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { ExportButtons } from '../export/export-buttons';
import { Failure } from '../parts/failure';
import { warmUp } from '../picture/layout/lay-out-aside';
import type { Box, Picture } from '../picture/picture';
import { PictureCanvas } from '../picture/picture-canvas';
import type { PictureView } from '../picture/picture-view';
import { useLayout } from '../picture/use-layout';
import type { Viewport } from '../picture/viewport';
import { listed } from '../search-params';
import { drawingOf, type LineageDrawing, stackKey } from './lineage-drawing';
import { exportOf } from './lineage-export';
import type { LineageSearch } from './lineage-search';
import type { AnsweredLineage } from './lineage-tree';
import { litOf } from './lit-things';
import { noteOf, wordsOf } from './node-words';
import { PictureTools } from './picture-tools';
import { thingsAt } from './things-at';
import { whatIsLit } from './what-is-lit';
import './lineage.css';

const ThingPanel = lazy(() => import('./thing-panel').then(({ ThingPanel: panel }) => ({ default: panel })));

// Ready before the answer is.
warmUp();

/** What of a picture was seen, by the entry in the history of the browser: who comes back finds it so. */
const seenBefore = new Map<string, Viewport>();

/** Goes to an address in which something else is looked at; a small change replaces the entry in the history. */
export type Look = (change: Partial<LineageSearch>, isSmall?: boolean) => void;

interface LineagePictureProps {
  readonly lineage: AnsweredLineage;
  readonly search: LineageSearch & { readonly asOf?: string | undefined };
  readonly onLook: Look;
}

/** A lineage as a picture, from left to right: what was there first, and what was made of it. */
export function LineagePicture({ lineage, search, onLook: look }: LineagePictureProps) {
  const { open, depth, at, path } = search;
  const drawing = useMemo(
    () => drawingOf(lineage, { open: new Set(listed(open)), isNearOnly: depth === undefined }),
    [lineage, open, depth],
  );
  const { picture, isBusy, error } = useLayout(drawing);
  const things = useMemo(() => whatIsLit(lineage, search), [lineage, search]);
  const lit = useMemo(
    () => (picture === undefined || things === undefined ? undefined : litOf(picture, things)),
    [picture, things],
  );
  const [cursor, setCursor] = useState(at ?? lineage.root.id);
  // What is in a stack now, or nowhere: the keys stand on its stack, or where the lineage begins.
  const box =
    picture?.boxes.find(({ key }) => key === cursor) ?? boxWith(picture, cursor) ?? boxWith(picture, lineage.root.id);
  const [pathFrom, setPathFrom] = useState<string>();
  const view = useRef<PictureView>(null);
  useSeenBefore(view, picture !== undefined);

  const keyOf = (box: number) => picture!.boxes[box]!.key;
  const openOrClose = (box: number) => {
    const first = picture!.members[box]![0]!;
    const stack = stackKey(first);
    const opened = new Set(listed(open));
    if (picture!.boxes[box]!.isStack) {
      opened.add(stack);
      setCursor(first.id);
    } else if (!opened.delete(stack)) return;
    look({ open: [...opened].join(',') || undefined });
  };
  const keys: Readonly<Record<string, (box: number) => void>> = {
    ' ': openOrClose,
    u: (box) => look({ lit: 'up', at: keyOf(box), path: undefined }),
    d: (box) => look({ lit: 'down', at: keyOf(box), path: undefined }),
    p: (box) => {
      if (pathFrom !== undefined) look({ path: `${pathFrom},${keyOf(box)}`, lit: undefined });
      setPathFrom(pathFrom === undefined ? keyOf(box) : undefined);
    },
    Escape: () => {
      if (pathFrom !== undefined) setPathFrom(undefined);
      else if (path !== undefined || search.lit !== undefined) look({ path: undefined, lit: undefined });
      else look({ at: undefined }, true);
    },
  };
  const onKey = (key: string, box: number) => {
    const does = keys[key.length === 1 ? key.toLowerCase() : key];
    does?.(box);
    return does !== undefined;
  };
  const chosen = thingsAt(lineage, at);
  if (error !== undefined && picture === undefined) return <Failure error={error} onRetry={() => location.reload()} />;
  return (
    <section className="card stack" aria-label="Picture">
      <PictureTools lineage={lineage} drawing={drawing} search={search} onLook={look} view={view}>
        <ExportButtons exported={picture && exportOf({ lineage, picture, lit, search })} />
      </PictureTools>
      <div className={chosen.length === 0 ? 'pictured' : 'pictured with-panel'}>
        <PictureCanvas
          {...{ picture, isBusy, lit, onKey }}
          cursor={box?.key ?? cursor}
          describe={(box) => describe(picture!, box)}
          label={`Lineage of ${search.of ?? ''}. Arrows go along it, Enter opens, Space opens and closes a stack.`}
          onCursor={setCursor}
          onOpen={(box) => look({ at: box === undefined ? undefined : keyOf(box) }, true)}
          onTwice={openOrClose}
          viewRef={view}
        />
        {chosen.length > 0 && (
          <Suspense fallback={<div className="panel" aria-busy="true" />}>
            <ThingPanel lineage={lineage} things={chosen} search={search} onLook={look} />
          </Suspense>
        )}
      </div>
      <p className="muted" role="status">
        {pathFrom !== undefined && 'A way from here: go to where it ends, and press P again.'}
        {path !== undefined && things?.edges.size === 0 && 'Nothing of what is shown leads from one to the other.'}
      </p>
    </section>
  );
}

function boxWith(picture: (LineageDrawing & Picture) | undefined, id: string): Box | undefined {
  const place = picture?.boxOf.get(id);
  return place === undefined ? undefined : picture!.boxes[place];
}

/** A box in words, for those who hear it. */
function describe({ lines, boxes, members }: LineageDrawing, box: number): string {
  const { kind, title, isStack, note, rim } = boxes[box]!;
  const first = members[box]![0]!;
  const [name, its] = isStack ? [title, note] : [wordsOf(first).label, noteOf(first)];
  const before = rim.before + lines.filter(([, to]) => to === box).length;
  const behind = rim.behind + lines.filter(([from]) => from === box).length;
  return `${kind.word} ${name}${its === '' ? '' : `, ${its}`}, ${before} upstream, ${behind} downstream`;
}

/** Shows what was seen when somebody was here last. */
function useSeenBefore(view: { readonly current: PictureView | null }, isThere: boolean): void {
  const entry = useRouterState({ select: ({ location }) => location.state.__TSR_key ?? '' });
  const now = useRef(entry);
  now.current = entry;
  const first = useRef(seenBefore.get(entry));
  useEffect(() => {
    if (!isThere || view.current === null) return;
    if (first.current !== undefined) view.current.viewport = first.current;
    first.current = undefined;
    const shown = view.current;
    return () => {
      if (shown.viewport !== undefined) seenBefore.set(now.current, shown.viewport);
    };
  }, [isThere, view]);
}
