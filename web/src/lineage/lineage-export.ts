import type { Exported } from '../export/export-buttons';
import { readColours } from '../picture/colours';
import type { Lit, Picture } from '../picture/picture';
import type { LineageSearch } from './lineage-search';
import type { AnsweredLineage } from './lineage-tree';

interface ExportedLineage {
  readonly lineage: AnsweredLineage;
  readonly picture: Picture;
  readonly lit: Lit | undefined;
  readonly search: LineageSearch & { readonly asOf?: string | undefined };
}

/** A lineage as files; what writes them is loaded when somebody wants one. */
export function exportOf({ lineage, picture, lit, search }: ExportedLineage): Exported {
  const { of = '', asOf = null } = search;
  const { entity } = lineage.root;
  const ref = lineage.nodes.find(({ id }) => id === lineage.root.id)?.ref;
  const about = {
    title: `Lineage of ${of}`,
    address: location.href,
    refs: [...new Set([of, ...(ref === undefined ? [] : [ref])])],
    asOf,
    digest: entity !== null && 'digest' in entity ? entity.digest : null,
  };
  return {
    name: `lineage of ${of}`,
    svg: async () => {
      const { pictureSvg } = await import('../picture/picture-svg');
      return pictureSvg(picture, lit, readColours(document.body), about);
    },
    png: async () => {
      const { picturePng } = await import('../picture/picture-png');
      return picturePng(picture, lit, readColours(document.body));
    },
  };
}
