/** Restrictions on the local API's responses. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { expect, it } from 'vitest';
import { end, grantJson, refuse } from '../../../main/local-tools/api-responses.ts';
import { ACCOUNT } from './api-over.ts';

function responseThatIs(state: { readonly headersSent: boolean; readonly destroyed: boolean }) {
  const written: unknown[] = [];
  const response = {
    ...state,
    writeHead: (status: number) => void written.push(status),
    end: () => void written.push('end'),
  };
  // The code under test uses only these members.
  return { written, response: response as unknown as ServerResponse };
}

it.each([
  ['has begun', { headersSent: true, destroyed: false }, []],
  ['whose caller is gone', { headersSent: false, destroyed: true }, []],
  ['is new', { headersSent: false, destroyed: false }, [500, 'end']],
])('a response that %s is refused with %j: %j', (_, state, expected) => {
  const { written, response } = responseThatIs(state);
  const request = { headers: {}, complete: true } as unknown as IncomingMessage;
  refuse(request, response, { problem: 'internal', detail: 'A bug.' });
  expect(written).toEqual(expected);
});

it.each([
  [true, ['end']],
  [false, ['destroy']],
])('an invalid request is answered only if that can still be read (%s)', (writable, expected) => {
  const did: string[] = [];
  const socket = { writable, end: () => void did.push('end'), destroy: () => void did.push('destroy') };
  // The code under test uses only these members.
  end(socket as unknown as Socket, { problem: 'bad-request', detail: 'It is not HTTP.' });
  expect(did).toEqual(expected);
});

it.each([
  ['a1', 'login.example.org'],
  ['a2', 'work'],
  ['removed', null],
])('a grant of the account %s is listed under its name: %s', (accountId, account) => {
  const grant = { tool: 'git', accountId, host: null, duration: 'always', kept: true, grantedAt: 0, uses: 3 } as const;
  const accounts = [ACCOUNT, { ...ACCOUNT, id: 'a2', name: 'work' }];
  const listed = {
    tool: 'git',
    account,
    host: null,
    duration: 'always',
    granted_at: '1970-01-01T00:00:00.000Z',
    uses: 3,
  };
  expect(grantJson({ ...grant, lastUsedAt: null }, accounts)).toEqual({ ...listed, last_used_at: null });
  expect(grantJson({ ...grant, lastUsedAt: 1_000 }, accounts)).toEqual({
    ...listed,
    last_used_at: '1970-01-01T00:00:01.000Z',
  });
});
