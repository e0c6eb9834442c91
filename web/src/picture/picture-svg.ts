import { type About, metadataOf } from '../export/about';
import { element, escaped } from '../export/markup';
import type { Colours } from './colours';
import { curveOf } from './curve';
import { BOX } from './layout/layout';
import { opacityOf, UNLIT } from './opacity';
import type { Box, Lit, Picture } from './picture';
import { shortened, shortenedName } from './shortened';
import { type Pen, signPath } from './sign-path';
import { TEXT } from './text-places';

const MARGIN = 48;

/** A picture as a file of SVG: everything of it at once, text as text, with what it shows in its metadata. */
export function pictureSvg(picture: Picture, lit: Lit | undefined, colours: Colours, about: About): string {
  const { layout, boxes } = picture;
  const [width, height] = [layout.width + 2 * MARGIN, layout.height + 2 * MARGIN];
  const inside = [
    element('title', {}, escaped(about.title)),
    metadataOf(about),
    element('rect', { x: -MARGIN, y: -MARGIN, width, height, fill: colours.sunken }),
    ...layout.pieces.map((_, piece) => lineOf(picture, piece, lit, colours)),
    ...boxes.map((box, at) => boxOf(box, layout.lefts[at]!, layout.middles[at]!, lit?.boxes.has(at), colours)),
  ];
  const frame = {
    ...{ xmlns: 'http://www.w3.org/2000/svg', viewBox: `${-MARGIN} ${-MARGIN} ${width} ${height}`, width, height },
    'font-family': TEXT.family,
  };
  return `${element('svg', frame, `\n${inside.join('\n')}\n`)}\n`;
}

function lineOf({ layout, boxes }: Picture, piece: number, lit: Lit | undefined, colours: Colours): string {
  const { fromX, fromY, toX, toY, endX, reach } = curveOf(layout, piece, boxes.length);
  const isLit = lit?.pieces.has(piece) === true;
  const curve = `M${fromX} ${fromY}C${fromX + reach} ${fromY} ${toX - reach} ${toY} ${toX} ${toY}`;
  return element('path', {
    d: endX === toX ? curve : `${curve}H${endX}`,
    ...{ fill: 'none', stroke: isLit ? colours.deployment : colours.edge, 'stroke-width': isLit ? 2 : 1 },
    opacity: isLit ? 1 : lit === undefined ? 0.75 : UNLIT,
  });
}

function boxOf(box: Box, left: number, middle: number, isLit: boolean | undefined, colours: Colours): string {
  const { kind, title, note, isStack, rim } = box;
  const colour = colours[kind.look];
  const [signX, textX] = [left + TEXT.sign, left + TEXT.left];
  const text = (words: string, attributes: Readonly<Record<string, string | number>>) =>
    element('text', { fill: colours.muted, 'font-size': TEXT.note, ...attributes }, escaped(words));
  const rims = { y: middle - 6, 'font-size': TEXT.note };
  const inside = [
    element('title', {}, escaped(`${kind.word} ${title}${note === '' ? '' : `, ${note}`}`)),
    ...(isStack ? [6, 3, 0] : [0]).map((by) =>
      element('rect', {
        ...{ x: left + by, y: middle - BOX.height / 2 - by, width: BOX.width, height: BOX.height, rx: 6 },
        ...{ fill: colours.surface, stroke: isLit === true ? colours.deployment : colour },
        'stroke-width': isLit === true ? 2 : 1.25,
      }),
    ),
    element('path', { d: signOf(kind.look, signX, middle), fill: colour }),
    text(kind.letter, {
      ...{ x: signX, y: middle + (kind.look === 'deployment' ? 5.5 : 4), fill: colours.surface },
      ...{ 'font-size': TEXT.letter, 'font-weight': 700, 'text-anchor': 'middle' },
    }),
    text(shortenedName(title, TEXT.width, TEXT.title), {
      ...{ x: textX, y: note === '' ? middle + 4 : middle - 4, fill: colours.text },
      ...{ 'font-size': TEXT.title, 'font-weight': 500 },
    }),
    ...(note === '' ? [] : [text(shortened(note, TEXT.width, TEXT.note), { x: textX, y: middle + 13 })]),
    ...(rim.behind === 0 ? [] : [text(`+${rim.behind}`, { ...rims, x: left + BOX.width + (isStack ? 10 : 4) })]),
    ...(rim.before === 0 ? [] : [text(`+${rim.before}`, { ...rims, x: left - 4, 'text-anchor': 'end' })]),
  ];
  const opacity = opacityOf(box, isLit);
  return element('g', { 'data-key': box.key, ...(opacity === 1 ? {} : { opacity }) }, inside.join(''));
}

function signOf(look: Box['kind']['look'], x: number, y: number): string {
  let path = '';
  const rounded = (...values: number[]) => values.map((value) => Math.round(value * 100) / 100).join(' ');
  const pen: Pen = {
    moveTo: (...to) => {
      path += `M${rounded(...to)}`;
    },
    lineTo: (...to) => {
      path += `L${rounded(...to)}`;
    },
    bezierCurveTo: (...to) => {
      path += `C${rounded(...to)}`;
    },
    closePath: () => {
      path += 'Z';
    },
  };
  signPath(pen, look, x, y, 9);
  return path;
}
