import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const IMAGE = 'application/vnd.oci.image.manifest.v1+json';
export const INDEX = 'application/vnd.oci.image.index.v1+json';

/** What a descriptor says. */
export interface Made {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
}

/** Blobs by their digests, as an OCI layout and as a registry have them. */
export class Layout {
  readonly blobs = new Map<string, { readonly mediaType: string; readonly content: Buffer }>();

  put(content: string | object, mediaType: string): Made {
    const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
    const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
    this.blobs.set(digest, { mediaType, content: bytes });
    return { mediaType, digest, size: bytes.length };
  }

  /** An image of one platform, with labels. */
  image(architecture: string, labels: Readonly<Record<string, string>> = {}): Made {
    const layer = this.put(`the files of ${architecture}`, 'application/vnd.oci.image.layer.v1.tar');
    const config = this.put(
      { os: 'linux', architecture, config: { Labels: labels }, rootfs: { type: 'layers', diff_ids: [layer.digest] } },
      'application/vnd.oci.image.config.v1+json',
    );
    return this.put({ schemaVersion: 2, mediaType: IMAGE, config, layers: [layer] }, IMAGE);
  }

  index(images: Readonly<Record<string, Made>>): Made {
    const manifests = Object.entries(images).map(([architecture, made]) => ({
      ...{ ...made, platform: { os: 'linux', architecture } },
    }));
    return this.put({ schemaVersion: 2, mediaType: INDEX, manifests }, INDEX);
  }

  /** A model as ModelPack has it: a layer a file. */
  model(files: Readonly<Record<string, string>>): Made {
    const layers = Object.entries(files).map(([name, content]) => ({
      ...this.put(content, 'application/vnd.cncf.model.weight.v1.raw'),
      annotations: { 'org.cncf.model.filepath': name },
    }));
    const config = this.put({ descriptor: { name: 'fraud' } }, 'application/vnd.cncf.model.config.v1+json');
    const artifactType = 'application/vnd.cncf.model.manifest.v1+json';
    return this.put({ schemaVersion: 2, mediaType: IMAGE, artifactType, config, layers }, IMAGE);
  }

  /** Writes it as a folder that `skopeo` reads. */
  async write(folder: string, named: Made): Promise<void> {
    const blobs = path.join(folder, 'blobs', 'sha256');
    await mkdir(blobs, { recursive: true });
    for (const [digest, { content }] of this.blobs) await writeFile(path.join(blobs, digest.slice(7)), content);
    await writeFile(path.join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
    const manifests = [{ ...named, annotations: { 'org.opencontainers.image.ref.name': 'it' } }];
    await writeFile(path.join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  }
}
