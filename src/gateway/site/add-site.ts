import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Headers, securityHeaders } from '#platform/server/security-headers.js';
import { namesTag } from '../http/not-modified.js';
import { ENCODINGS, readSite, type SiteFile } from './read-site.js';
import type { Site } from './site.js';

/** Nothing is loaded from, or sent to, anywhere but this server, and no text becomes code or markup. */
const headersOf = ({ trustedTypes = [] }: Site, framers: readonly string[] = []) =>
  securityHeaders({
    'default-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': framers.length === 0 ? ["'none'"] : framers,
    'require-trusted-types-for': ["'script'"],
    'trusted-types': trustedTypes.length === 0 ? ["'none'"] : trustedTypes,
  });

const PAGE = 'index.html';

/**
 * Adds a site: its one page at `/` and at the paths of its pages, and what that loads. It asks for no token, since a
 * browser sends none with a page: the page asks the API, in the name of whoever looks at it.
 * @param embedOrigins the origins whose pages may frame its embeds
 */
export function addSite(server: FastifyInstance, site: Site, embedOrigins: readonly string[]): void {
  const { folder, pages, embeds = [] } = site;
  const headers = headersOf(site);
  const embedHeaders = headersOf(site, embedOrigins);
  let read: ReadonlyMap<string, SiteFile> | undefined;
  const fileOf = (name: string) => {
    read ??= readSite(folder);
    return read.get(name);
  };
  const open = { config: { open: true } };
  const page = (its: Headers) => (request: FastifyRequest, reply: FastifyReply) =>
    send(request, reply, its, fileOf(PAGE), 'no-cache');
  for (const url of ['/', ...pages]) server.get(url, open, page(headers));
  for (const url of embeds) server.get(url, open, page(embedHeaders));
  // By its name in a list: there is no path to escape from.
  server.get<{ Params: { '*': string } }>('/assets/*', open, (request, reply) =>
    send(request, reply, headers, fileOf(`assets/${request.params['*']}`), 'public, max-age=31536000, immutable'),
  );
}

function send(
  { headers: asked }: FastifyRequest,
  reply: FastifyReply,
  headers: Headers,
  file: SiteFile | undefined,
  caching: string,
): FastifyReply {
  if (file === undefined) {
    reply.callNotFound();
    return reply;
  }
  // Every answer has it from the server, and a page that some may frame has to be without.
  if (headers['x-frame-options'] === undefined) void reply.removeHeader('x-frame-options');
  const [encoding, bytes] = compressedFor(asked['accept-encoding'], file);
  void reply
    .headers(headers)
    .headers({ 'cache-control': caching, etag: `W/${file.etag}`, vary: 'accept-encoding' })
    .type(file.type);
  if (namesTag(asked['if-none-match'], file.etag)) return reply.code(304).send();
  if (encoding !== undefined) void reply.header('content-encoding', encoding);
  return reply.send(bytes);
}

/** The file as the client takes it, and how that is compressed. */
function compressedFor(
  accepted: string | string[] | undefined,
  { bytes, compressed }: SiteFile,
): [encoding: string | undefined, bytes: Buffer] {
  const taken = new Set(
    String(accepted ?? '')
      .toLowerCase()
      .split(',')
      .map((part) => part.replaceAll(/\s/g, ''))
      .filter((part) => !/;q=0(\.0*)?$/.test(part))
      .map((part) => part.split(';', 1)[0]),
  );
  const [found] = ENCODINGS.filter(([encoding]) => taken.has(encoding) && compressed.has(encoding));
  return found === undefined ? [undefined, bytes] : [found[0], compressed.get(found[0])!];
}
