/** Problems between this computer and a server: names, proxies. Each is reported by name, with exit code 5. */
import { expect, test } from '../harness/fixtures.ts';
import { type ProxyFault, startBadProxy } from './bad-proxy.ts';
import { ending } from './in-terminal.ts';

/** A name that is reserved and never exists (RFC 2606 §2). */
const NOBODY = 'https://login.invalid';

test('5: an unknown host name', async ({ terminal }) => {
  const { code, output } = await ending(terminal({ server: null, flags: [`--server-url=${NOBODY}`] }));
  expect(code, output).toBe(5);
  // Without a network, the app reports that instead.
  expect(output).toMatch(/Couldn’t find a server named login\.invalid\.|This computer seems to be offline\./);
  expect(output).toMatch(/net::ERR_(NAME_NOT_RESOLVED|INTERNET_DISCONNECTED)/);
});

const PROXIES = {
  'not-there': /The network’s proxy can’t be reached or blocks this connection\./,
  forbids: /The network’s proxy can’t be reached or blocks this connection\./,
  'wants-password': /The network’s proxy requires a password\.[\s\S]* HTTP 407/,
  'hangs-up': /The network’s proxy can’t be reached|The connection was lost before the server responded\./,
  'leads-nowhere':
    /The connection was lost before the server responded\.|A secure connection to the server couldn’t be established/,
} satisfies Readonly<Record<ProxyFault, RegExp>>;

test.describe('a proxy that the environment names', () => {
  test.skip(process.platform !== 'linux', 'only on Linux does Chromium look for proxies in the environment');

  for (const [fault, reported] of entries(PROXIES)) {
    const tag = fault === 'forbids' || fault === 'wants-password' ? [] : '@long';
    test(`5: ${fault.replace('-', ' ')}`, { tag }, async ({ terminal }) => {
      const proxy = await startBadProxy(fault);
      try {
        const { code, output } = await ending(
          terminal({
            server: null,
            flags: [`--server-url=${NOBODY}`],
            // The desktop's settings would take precedence.
            environment: {
              XDG_CURRENT_DESKTOP: undefined,
              https_proxy: proxy.url,
              HTTPS_PROXY: undefined,
              no_proxy: '',
            },
          }),
        );
        expect(code, output).toBe(5);
        expect(output).toMatch(reported);
        // No request bypasses the proxy: those for the two metadata documents and the device authorization all use it.
        expect([...new Set(proxy.asked)]).toEqual(fault === 'not-there' ? [] : ['login.invalid:443']);
        // The app doesn't retry. Only a proxy that asks for a password gets a request about its challenge.
        if (fault !== 'wants-password') expect(proxy.asked.length).toBeLessThanOrEqual(3);
      } finally {
        await proxy.close();
      }
    });
  }
});

function entries<K extends string, V>(record: Readonly<Record<K, V>>): readonly (readonly [K, V])[] {
  // The type of Object.entries loses the keys.
  return Object.entries(record) as [K, V][];
}
