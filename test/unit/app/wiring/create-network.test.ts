/** Which of Chromium's sessions sends which requests, and through which proxy. */
import { beforeEach, expect, it, vi } from 'vitest';
import { createNetwork } from '../../../../main/app/wiring/create-network.ts';
import type { Server } from '../../../../main/oauth/protocol.ts';
import { fakeClock } from '../../fake-clock.ts';
import { server } from '../../session/parts.ts';

const done = vi.hoisted(() => [] as string[]);
const events = vi.hoisted(() => [] as string[]);
vi.mock('electron', () => ({
  app: { on: (event: string) => void events.push(event) },
  net: {},
  session: {
    fromPartition: (name: string) => ({
      name,
      setProxy: async (proxy: object) => void done.push(`${name}: ${JSON.stringify(proxy)}`),
      closeAllConnections: async () => void done.push(`${name}: closed`),
    }),
  },
}));

beforeEach(() => {
  done.length = 0;
});

const at = (baseUrl: string): Server => ({ ...server, baseUrl });
const FIXED = { mode: 'fixed_servers', proxyRules: 'proxy.example.org:3128' };
const policy = { proxy: { mode: 'fixed', rules: FIXED.proxyRules } } as const;

it('the administrator’s proxy is set before anything is sent, on each session', async () => {
  const network = await createNetwork(policy, fakeClock());
  expect(network.proxy).toMatchObject(FIXED);
  const set = (name: string) => `${name}: ${JSON.stringify(network.proxy)}`;
  expect(done).toEqual([set('companion')]);
  await network.refreshes(at('https://a.example')).closeIdleConnections();
  expect(done.slice(1)).toEqual([set('companion-refresh'), 'companion-refresh: closed']);
  await network.partition('companion-updates');
  expect(done.slice(3)).toEqual([set('companion-updates')]);
});

it('a request for a client certificate is handled, because Electron would send one', async () => {
  events.length = 0;
  await createNetwork({}, fakeClock());
  expect(events).toEqual(['select-client-certificate']);
});

it('without one, the system’s stays', async () => {
  const network = await createNetwork({}, fakeClock());
  expect([network.proxy, network.shared]).toMatchObject([null, { name: 'companion' }]);
  await network.refreshes(at('https://a.example')).closeIdleConnections();
  expect(done).toEqual(['companion-refresh: closed']);
});

it('refreshes at one server share connections and turns; another server’s do not wait for them', async () => {
  const network = await createNetwork({}, fakeClock());
  const first = network.refreshes(at('https://a.example/tenant'));
  expect(network.refreshes(at('https://a.example/other'))).toBe(first);
  const second = network.refreshes(at('https://b.example'));
  expect(second).not.toBe(first);
  await second.closeIdleConnections();
  await network.refreshes(at('https://c.example')).closeIdleConnections();
  expect(done).toEqual(['companion-refresh-1: closed', 'companion-refresh-2: closed']);
});
