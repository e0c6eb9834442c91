/**
 * Whether a host, as an address to listen on or as a name in a URL, is this machine's loopback: `localhost` and what
 * ends in `.localhost` (RFC 6761 §6.3), 127.0.0.0/8, `::1`.
 */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return name === 'localhost' || name.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(name) || IPV6.has(name);
}

const IPV6: ReadonlySet<string> = new Set(['::1', '[::1]']);
