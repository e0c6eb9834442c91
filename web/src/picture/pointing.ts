import type { PictureView } from './picture-view';

/** Pixels that a pointer goes before it is taken to move the picture rather than to press. */
const STEADY = 4;
const ZOOM_BY_WHEEL = 0.0016;

/** Called with the box that was pressed, or undefined for the ground. */
type OnPress = (box: number | undefined, isTwice: boolean) => void;

/**
 * Moves a picture by pointers: one drags, two pinch. The wheel zooms where the picture has the focus or Ctrl is held;
 * else it scrolls the page, as everywhere.
 * @returns ends that
 */
export function followPointers(canvas: HTMLCanvasElement, view: PictureView, onPress: OnPress): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let wentTo = 0;
  const on = <Name extends 'pointerdown' | 'pointermove' | 'pointerup' | 'pointercancel'>(
    name: Name,
    listener: (event: PointerEvent, at: { x: number; y: number }) => void,
  ) => {
    const heard = (event: PointerEvent) => listener(event, { x: event.offsetX, y: event.offsetY });
    canvas.addEventListener(name, heard);
    return () => canvas.removeEventListener(name, heard);
  };
  const apart = () => {
    const [one, other] = [...pointers.values()];
    return one === undefined || other === undefined ? 0 : Math.hypot(one.x - other.x, one.y - other.y);
  };
  const endings = [
    on('pointerdown', (event, at) => {
      canvas.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, at);
      wentTo = 0;
    }),
    on('pointermove', (event, at) => {
      const before = pointers.get(event.pointerId);
      if (before === undefined) return;
      const was = apart();
      pointers.set(event.pointerId, at);
      wentTo += Math.hypot(at.x - before.x, at.y - before.y);
      if (wentTo < STEADY) return;
      view.pan((at.x - before.x) / pointers.size, (at.y - before.y) / pointers.size);
      if (was > 0) view.zoom(apart() / was, at);
    }),
    on('pointerup', (event, at) => {
      const isLast = pointers.delete(event.pointerId) && pointers.size === 0;
      if (isLast && wentTo < STEADY) onPress(view.boxAt(at.x, at.y), event.detail > 1);
    }),
    on('pointercancel', (event) => pointers.delete(event.pointerId)),
  ];
  const wheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !canvas.parentElement!.contains(document.activeElement)) return;
    event.preventDefault();
    view.zoom(Math.exp(-event.deltaY * ZOOM_BY_WHEEL * (event.ctrlKey ? 4 : 1)), {
      x: event.offsetX,
      y: event.offsetY,
    });
  };
  canvas.addEventListener('wheel', wheel, { passive: false });
  return () => {
    for (const end of endings) end();
    canvas.removeEventListener('wheel', wheel);
  };
}
