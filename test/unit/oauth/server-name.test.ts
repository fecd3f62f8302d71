/** The server's display name. */
import { expect, it } from 'vitest';
import { serverName } from '../../../main/oauth/server-name.ts';

it.each([
  ['https://login.example.org', 'login.example.org'],
  ['https://login.example.org:8443', 'login.example.org:8443'],
  // Two tenants of one host are different servers.
  ['https://example.org/realms/desks', 'example.org/realms/desks'],
  ['https://bücher.example', 'xn--bcher-kva.example'],
  ['http://[::1]:4000', '[::1]:4000'],
])('%s is %s', (baseUrl, name) => {
  expect(serverName({ baseUrl })).toBe(name);
});
