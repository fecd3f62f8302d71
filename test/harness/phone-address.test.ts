import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { addressesOf, choosePhoneAddress, type Network, type PhoneWish, thisNetwork } from './phone-address.ts';

function network(addresses: readonly string[], addressOfDefaultRoute: string | null = null): Network {
  return { addresses: () => addresses, addressOfDefaultRoute: async () => addressOfDefaultRoute };
}

const HOME = ['192.168.1.5', '10.8.0.2', '2001:db8:1::5'];

describe('the address for phones', () => {
  it.each<[string, PhoneWish, Network, string]>([
    ['the one with the default route', 'default-route', network(HOME, '10.8.0.2'), '10.8.0.2'],
    ['the only one, on a network that leads nowhere else', 'default-route', network(['169.254.3.4']), '169.254.3.4'],
    ['the one that was named', { address: '192.168.1.5' }, network(HOME, '10.8.0.2'), '192.168.1.5'],
    ['an IPv6 address', { address: '2001:db8:1::5' }, network(HOME), '2001:db8:1::5'],
    ['an IPv6 address in brackets', { address: '[2001:db8:1::5]' }, network(HOME), '2001:db8:1::5'],
    ['an IPv6 address in another spelling', { address: '2001:0DB8:1:0::0:5' }, network(HOME), '2001:db8:1::5'],
  ])('is %s', async (_what, wish, here, address) => {
    const others = here.addresses().filter((other) => other !== address);
    expect(await choosePhoneAddress(wish, here)).toEqual({ address, others });
  });

  it.each([
    ['of another computer', '192.168.1.6'],
    ['of loopback', '127.0.0.1'],
    ['of every network', '0.0.0.0'],
    ['that is a name', 'my-computer.local'],
    ['in a short spelling', '192.168.261'],
    ['with a network interface in it', '2001:db8:1::5%eth0'],
    ['that is empty', ''],
  ])('cannot be one %s: the message names the choices', async (_what, address) => {
    const refusal = choosePhoneAddress({ address }, network(HOME, '10.8.0.2'));
    await expect(refusal).rejects.toMatchObject({
      exitCode: 64,
      message: expect.stringMatching(
        /--phone=192\.168\.1\.5 {2}or {2}--phone=10\.8\.0\.2 {2}or {2}--phone=2001:db8:1::5$/,
      ),
    });
  });

  it('has to be named if there are several and no default route', async () => {
    await expect(choosePhoneAddress('default-route', network(HOME))).rejects.toMatchObject({
      exitCode: 69,
      message: expect.stringContaining('--phone=192.168.1.5  or  --phone=10.8.0.2'),
    });
  });

  it('is not taken from a default route through an address that phones cannot reach', async () => {
    await expect(choosePhoneAddress('default-route', network(HOME, '127.0.0.1'))).rejects.toThrow('Choose:');
  });

  it('does not exist on a computer without a network', async () => {
    await expect(choosePhoneAddress('default-route', network([]))).rejects.toThrow('not connected to a network');
  });
});

describe("this computer's network", () => {
  it('leaves out loopback and IPv6 addresses that only work with the name of a network interface', () => {
    const base = { netmask: '', mac: '', cidr: null };
    const addresses = addressesOf({
      lo: [{ ...base, family: 'IPv4', address: '127.0.0.1', internal: true }],
      eth0: [
        { ...base, family: 'IPv4', address: '192.168.1.5', internal: false },
        { ...base, family: 'IPv6', address: '2001:db8:1::5', internal: false, scopeid: 0 },
        { ...base, family: 'IPv6', address: 'fe80::5', internal: false, scopeid: 2 },
      ],
      tun0: undefined,
    });
    expect(addresses).toEqual(['192.168.1.5', '2001:db8:1::5']);
  });

  it('finds the address of the default route, or that there is none', async () => {
    const address = await thisNetwork.addressOfDefaultRoute();
    expect([null, ...Object.values(networkInterfaces()).flatMap((it) => it?.map((one) => one.address))]).toContain(
      address,
    );
  });
});
