/**
 * Whether a host, as an address to listen on or as a name in a URL, is this machine's loopback: `localhost` and what
 * ends in `.localhost` (RFC 6761 §6.3), 127.0.0.0/8, `::1`, in each of the forms that an address has.
 */
export function isLoopback(host: string): boolean {
  const name = inOneForm(host);
  return name === 'localhost' || name.endsWith('.localhost') || LOOPBACK.test(name);
}

/** 127.0.0.0/8 as it is and as IPv6 holds it (RFC 4291 §2.5.5.2), and `::1`. */
const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}\])$/;

/** An address has many forms, of which a URL has one: `0:0:0:0:0:0:0:1` is `[::1]`. */
function inOneForm(host: string): string {
  const name = host.toLowerCase().replace(/\.$/, '');
  const url = `http://${name.includes(':') && !name.startsWith('[') ? `[${name}]` : name}`;
  return /[/?#@\\]/.test(name) || !URL.canParse(url) ? name : new URL(url).hostname;
}
