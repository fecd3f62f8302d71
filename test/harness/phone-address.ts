/** On which of this computer's addresses a phone can reach it. */
import { createSocket } from 'node:dgram';
import { isIP, isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';
import { CannotRun, USAGE } from './cannot-run.ts';

/** The value of `--phone`: the address with the default route, or a specific one. */
export type PhoneWish = 'default-route' | { readonly address: string };

export interface PhoneAddress {
  readonly address: string;
  /** The addresses that `--phone=ADDRESS` could have named instead. */
  readonly others: readonly string[];
}

/** This computer's network, as far as the choice depends on it. */
export interface Network {
  /** Every address on which other computers could reach this one, in the system's order. */
  addresses(): readonly string[];
  /** The address that this computer uses toward the rest of the world; null if it has no default route. */
  addressOfDefaultRoute(): Promise<string | null>;
}

/** Chooses the address. Throws CannotRun, with the choices, if the requested one is unavailable. */
export async function choosePhoneAddress(wish: PhoneWish, network: Network = thisNetwork): Promise<PhoneAddress> {
  const addresses = network.addresses();
  const [only] = addresses;
  if (only === undefined) throw new CannotRun('This computer is not connected to a network, so no phone can reach it.');
  const chosen = (address: string) => ({ address, others: addresses.filter((other) => other !== address) });

  if (wish !== 'default-route') {
    const address = spelled(wish.address);
    if (address !== null && addresses.includes(address)) return chosen(address);
    throw new CannotRun(
      `--phone=${wish.address}: a phone cannot reach this computer at that address. Choose:  ${flags(addresses)}`,
      USAGE,
    );
  }
  const address = await network.addressOfDefaultRoute();
  if (address !== null && addresses.includes(address)) return chosen(address);
  if (addresses.length === 1) return chosen(only);
  throw new CannotRun(`None of this computer's addresses has a default route. Choose:  ${flags(addresses)}`);
}

function flags(addresses: readonly string[]): string {
  return addresses.map((address) => `--phone=${address}`).join('  or  ');
}

/** An address in its canonical form without brackets; null if it is invalid. */
function spelled(text: string): string | null {
  const address = text.replace(/^\[(.*)\]$/, '$1');
  if (!isIP(address) || address.includes('%')) return null;
  return isIPv6(address) ? new URL(`https://[${address}]`).hostname.slice(1, -1) : address;
}

export const thisNetwork: Network = {
  addresses: () => addressesOf(networkInterfaces()),
  addressOfDefaultRoute: async () =>
    (await addressToward('udp4', '203.0.113.1')) ?? addressToward('udp6', '2001:db8::1'),
};

/** The addresses of network interfaces that other computers can use, and a URL can hold. */
export function addressesOf(interfaces: ReturnType<typeof networkInterfaces>): readonly string[] {
  return (
    Object.values(interfaces)
      .flatMap((addresses) => addresses ?? [])
      // A link-local IPv6 address works only with the name of a network interface, which no URL can carry.
      .filter((it) => !it.internal && !(it.family === 'IPv6' && it.scopeid !== 0))
      .map(({ address }) => spelled(address) ?? address)
  );
}

/**
 * This computer's address toward a destination; null without a route. Connecting a UDP socket looks up the route but
 * sends nothing. The destinations are reserved for documentation (RFC 5737, RFC 3849), so that in general only the
 * default route leads there.
 */
function addressToward(type: 'udp4' | 'udp6', destination: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket(type);
    const finish = (address: string | null) => {
      socket.close();
      resolve(address);
    };
    socket.once('error', () => finish(null));
    socket.connect(9, destination, () => finish(socket.address().address));
  });
}
