/** The server addresses that users type. */
import { expect, it } from 'vitest';
import { parseNewServer } from '../../../main/settings/server-choice.ts';
import type { ServerChoice } from '../../../preload/api.ts';

const choice = (url: string, more: Partial<ServerChoice> = {}): ServerChoice => ({
  url,
  clientId: 'desk',
  scope: null,
  deviceAuthorizationPath: null,
  tokenPath: null,
  ...more,
});

it.each([
  ['https://login.example.org', 'https://login.example.org'],
  ['  login.example.org/ ', 'https://login.example.org'],
  ['HTTP://localhost:8628', 'http://localhost:8628'],
  // It is a scheme only at the beginning.
  ['login.example.org/a/https://b', 'https://login.example.org/a/https://b'],
])('%j is the server %s', (typed, serverUrl) => {
  expect(parseNewServer(choice(typed))).toMatchObject({ serverUrl, clientId: 'desk' });
});

it.each<[string, ServerChoice]>([
  ['not-an-address', choice('')],
  ['not-https', choice('ftp://login.example.org')],
  ['not-https', choice('http://login.example.org')],
  ['has-password', choice('ada:secret@login.example.org')],
  ['bad-client-id', choice('login.example.org', { clientId: ' ' })],
  ['bad-scope', choice('login.example.org', { scope: 'a"b' })],
  ['bad-device-authorization-path', choice('login.example.org', { deviceAuthorizationPath: 'https://evil.example/' })],
  ['bad-token-path', choice('login.example.org', { tokenPath: 'token' })],
])('is refused: %s', (problem, given) => {
  expect(parseNewServer(given)).toBe(problem);
});
