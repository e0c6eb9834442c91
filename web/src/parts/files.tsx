import { Exact } from './exact';
import { Table } from './table';

interface FilesProps {
  readonly files: readonly {
    readonly path: string;
    readonly uri: string;
    readonly digest: string | null;
    readonly sizeBytes: number | null;
  }[];
}

/** Files of a thing, by digest. */
export function Files({ files }: FilesProps) {
  if (files.length === 0) return null;
  return (
    <section className="card flush">
      <h2>Files</h2>
      <Table head={['Path', '#Size', 'Digest', 'Where']}>
        {files.map(({ path, uri, digest, sizeBytes }) => (
          <tr key={path}>
            <td>{path}</td>
            <td className="number">
              <Exact value={sizeBytes} as="bytes" />
            </td>
            <td>
              <code>{digest ?? 'none'}</code>
            </td>
            <td>
              <code>{uri}</code>
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
