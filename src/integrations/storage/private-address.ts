import { type LookupAddress, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { promisify } from 'node:util';

/** An address that is none of the internet's: a record of a registry must not make its reader ask their own network. */
export class PrivateAddress extends Error {
  constructor(host: string) {
    super(`${host} is an address of a private network: --allow-private asks it all the same`);
    this.name = 'PrivateAddress';
  }
}

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
  ] as const),
  ...([
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const),
])
  PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [
  ...([
    ['::', 127],
    ['64:ff9b::', 96],
    ['fc00::', 7],
    ['fe80::', 10],
    ['ff00::', 8],
    ['2001:db8::', 32],
  ] as const),
])
  PRIVATE.addSubnet(network, bits, 'ipv6');

/** Whether an address is of this machine or of a private network; an IPv4 address within IPv6 is what it is in IPv4. */
export function isPrivateAddress(address: string): boolean {
  return PRIVATE.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** Looks a name up as connections do, and fails with a `PrivateAddress` where one of its addresses is private. */
export const publicLookup: LookupFunction = (host, options, callback) =>
  lookup(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error !== null) return callback(error, []);
    if (addresses.some(({ address }) => isPrivateAddress(address))) return callback(new PrivateAddress(host), []);
    const [first] = addresses;
    return options.all ? callback(null, addresses) : callback(null, first!.address, first!.family);
  });

/**
 * The addresses of a host, a name or an address.
 * @throws {PrivateAddress} where one of them is private; the error of the look-up where there are none.
 */
export async function publicAddresses(host: string): Promise<string[]> {
  const found = await promisify(lookup)(host, { all: true });
  if (found.some(({ address }) => isPrivateAddress(address))) throw new PrivateAddress(host);
  return found.map(({ address }) => address);
}

/** The host of a URL, as it is looked up: an IPv6 address without its brackets. */
export function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '');
}
