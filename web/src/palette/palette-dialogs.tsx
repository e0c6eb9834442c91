import { Keys } from './keys';
import { Palette } from './palette';

/** What a key has opened. */
export type OpenedByKey = 'palette' | 'keys';

interface PaletteDialogsProps {
  readonly opened: OpenedByKey;
  readonly onOpen: (opened: OpenedByKey | undefined) => void;
}

/** The palette, or the list of keys. */
export function PaletteDialogs({ opened, onOpen }: PaletteDialogsProps) {
  const close = () => onOpen(undefined);
  if (opened === 'keys') return <Keys onClose={close} />;
  return <Palette onClose={close} onKeys={() => onOpen('keys')} />;
}
