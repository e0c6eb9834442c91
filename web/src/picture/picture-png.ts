import type { Colours } from './colours';
import { drawPicture } from './draw-picture';
import type { Lit, Picture } from './picture';

const MARGIN = 48;
const TIMES = 2;
/** A canvas that every browser has is not longer than this on a side. */
const LONGEST_SIDE = 16_384;

/** All of a picture as PNG, twice as large as it is; smaller where no canvas would hold it. Null where even that fails. */
export function picturePng(picture: Picture, lit: Lit | undefined, colours: Colours): Promise<Blob | null> {
  const { layout, boxes } = picture;
  const [width, height] = [layout.width + 2 * MARGIN, layout.height + 2 * MARGIN];
  const scale = Math.min(TIMES, LONGEST_SIDE / width, LONGEST_SIDE / height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = canvas.getContext('2d');
  if (pen === null) return Promise.resolve(null);
  pen.fillStyle = colours.sunken;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.setTransform(scale, 0, 0, scale, MARGIN * scale, MARGIN * scale);
  const everything = { boxes: [...boxes.keys()], pieces: [...layout.pieces.keys()] };
  const appearance = { colours, lit, cursor: undefined, isMoving: false };
  drawPicture(pen, picture, everything, { x: -MARGIN, y: -MARGIN, scale }, appearance);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
