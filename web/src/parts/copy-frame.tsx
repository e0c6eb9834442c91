import { element } from '../export/markup';
import { Copy } from './copy';

interface CopyFrameProps {
  /** The path and the query of an embed. */
  readonly embed: string;
  /** What the frame is called for those who hear the page around it. */
  readonly title: string;
}

/** Copies the HTML that shows an embed in a page of somebody else, or in a notebook. */
export function CopyFrame({ embed, title }: CopyFrameProps) {
  const frame = element('iframe', { src: location.origin + embed, title, width: '100%', height: 480 }, '');
  return <Copy text={frame}>Copy as a frame</Copy>;
}
