/** How a sign-in in the terminal ends: exit code, text and details. */
import { describe, expect, it } from 'vitest';
import { print } from '../../../../main/cli/output.ts';
import type { Clock } from '../../../../main/time/clock.ts';
import { english } from '../../../harness/messages.ts';
import { GRANT, memoryVault, stored, TOKENS } from '../../session/parts.ts';
import { DENIED, json, pending, terminal, unkept } from './world.ts';

describe('the terminal', () => {
  it.each([
    ['denied', 2, { token: [pending, json(DENIED, 400)] }, /access_denied: Not today\./],
    [
      'expired, by the server',
      3,
      { token: [json({ error: 'expired_token', error_description: 'Too late.' }, 400)] },
      /expired_token: Too late\./,
    ],
    ['expired, by the clock', 3, { token: [pending] }, /./],
    [
      'refused',
      4,
      { token: [json({ error: 'invalid_client', error_description: 'Who?' }, 401)] },
      /invalid_client: Who\?/,
    ],
    [
      'used up without a word',
      3,
      { token: [pending, json({ error: 'invalid_grant', error_description: 'Device code not valid' }, 400)] },
      /no longer valid[\s\S]*invalid_grant: Device code not valid/,
    ],
    [
      'declined in other words',
      2,
      { token: [json({ error: 'authorization_declined' }, 400)] },
      /declined[\s\S]*authorization_declined/,
    ],
    [
      'lost on the way',
      3,
      { token: [() => new Error('net::ERR_CONNECTION_RESET'), json(DENIED, 400)] },
      /response was lost[\s\S]*ERR_CONNECTION_RESET[\s\S]*access_denied: Not today\./,
    ],
    [
      'at the wrong address, by a page',
      4,
      { start: () => new Response('<h1>Not Found</h1>', { status: 404 }) },
      /No device sign-in at this address[\s\S]*https:\/\/login\.example\.org\/start\/[\s\S]*HTTP 404/,
    ],
    [
      'at the wrong address, in JSON',
      4,
      { start: json({ error: 'resource not found' }, 404) },
      /No device sign-in at this address[\s\S]*resource not found/,
    ],
    [
      'at an address without a token endpoint',
      4,
      { token: [() => new Response('', { status: 405 })] },
      /No device sign-in at this address[\s\S]*https:\/\/login\.example\.org\/token[\s\S]*HTTP 405/,
    ],
    ['refused at once', 4, { start: json({ detail: 'No such client.' }, 400) }, /No such client\./],
    ['malformed', 4, { start: json({ ...GRANT, verification_uri: 'javascript:alert(1)' }) }, /verification_uri/],
    ['malformed in the end', 4, { token: [json({ token: 'x' })] }, /access_token/],
    ['unreachable', 5, { start: () => new Error('net::ERR_CONNECTION_REFUSED') }, /ERR_CONNECTION_REFUSED/],
    [
      'unreachable until the code ran out',
      5,
      { token: [() => new Error('net::ERR_CONNECTION_RESET')] },
      /ERR_CONNECTION_RESET/,
    ],
    ['unkept without a keyring', 6, { vault: unkept() }, /keyring/i],
    ['unreadable', 6, { vault: memoryVault({ kind: 'unreadable', trouble: 'keyring-locked' }) }, /keyring/i],
    [
      'ended by the server',
      8,
      { vault: memoryVault(stored()), token: [json({ error: 'invalid_grant', error_description: 'Gone.' }, 400)] },
      /invalid_grant: Gone\./,
    ],
    [
      'signed in but unreachable',
      5,
      { vault: memoryVault(stored()), token: [() => new Error('net::ERR_NAME_NOT_RESOLVED')] },
      /ERR_NAME_NOT_RESOLVED/,
    ],
    [
      'signed in but refused',
      4,
      { vault: memoryVault(stored()), token: [json({ error: 'invalid_scope' }, 400)] },
      /invalid_scope[\s\S]*--sign-in/,
    ],
    [
      'signed in but refused after an interrupted refresh',
      4,
      {
        vault: memoryVault(stored({}, { rotationPending: true })),
        token: [() => new Response('', { status: 400 })],
      },
      /Please sign in again\n.* refused to renew the sign-in, possibly because an earlier response was lost\.[\s\S]*--sign-in/,
    ],
  ] as const)('reports that it was %s, with exit code %i', async (_, expected, options, response) => {
    const { code, output } = await terminal(options as Parameters<typeof terminal>[0]);
    expect(output).toMatch(response);
    expect(code).toBe(expected);
    expect(output).not.toContain('alert(1)');
    expect(output).not.toContain('secret');
    expect(output).not.toContain('transparenc-companion token');
  });

  it('prints the details of a failure last, and only those', async () => {
    const { output } = await terminal({ token: [json(DENIED, 400)] });
    expect(output).toMatch(/[^ ]\n {2}access_denied: Not today\.\n {2}HTTP 400$/);
  });

  it.each([
    ['too many requests', json({ error: 'too_many_requests' }, 429)],
    ['trouble of its own', json({ error: 'temporarily_unavailable' }, 400)],
    ['trouble, and calls it invalid_grant', json({ error: 'invalid_grant' }, 503)],
    ['no endpoint twice', () => new Response('', { status: 404 })],
  ])('keeps asking a server that has %s, and signs in', async (_, answer) => {
    const { code, output } = await terminal({ token: [pending, answer, answer, json(TOKENS)] });
    expect(output).toContain('Still trying.');
    expect(code).toBe(0);
  });

  it('reports that the server is slow, or asks for a pause', async () => {
    const pause = () => Response.json({ error: 'slow_down' }, { status: 429, headers: { 'retry-after': '120' } });
    const slow = async (clock: Clock) => {
      await clock.sleep(18_000);
      return Response.json(TOKENS);
    };
    const { code, output } = await terminal({ token: [pause, slow] });
    expect(output).toContain(english.terminal.mustWait({ duration: '2 minutes' }));
    expect(output).toContain(english.terminal.slow);
    expect(code).toBe(0);
  });

  it('asks a server that refuses at each start, with exit code 4, and names the way out', async () => {
    const vault = memoryVault(stored());
    const refuses = () => new Response('', { status: 400 });
    for (let start = 0; start < 5; start += 1) {
      const { code, output, world } = await terminal({ vault, token: [refuses] });
      expect(output).toContain('To sign in again with your phone: --sign-in');
      // This refers to the existing sign-in, which ends with the third refusal.
      expect(output).toMatch(
        start < 2
          ? /refused to renew the sign-in\./
          : /Please sign in again\n.*refused to renew this sign-in\. It expired /,
      );
      expect(code).toBe(4);
      expect(world.asked.map(({ form }) => form['grant_type'])).toEqual(['refresh_token']);
    }
    expect((await terminal({ vault, token: [json(TOKENS)] })).code).toBe(0);
  });

  it('reports trouble with the connection, and that it is back', async () => {
    const { output } = await terminal({
      token: [() => new Response('<html>', { status: 502 }), pending, json(TOKENS)],
    });
    expect(output).toMatch(/HTTP 502.*Still trying/);
    expect(output.match(/Still trying/g)).toHaveLength(1);
    expect(output).toContain('The connection is back.');
  });
});

it('prints an empty line before what happened, and none if there is nothing to report', () => {
  const written: string[] = [];
  print({ write: (text) => void written.push(text) }, { title: 'Signed out', text: '', next: 'Sign in.' }, [
    'HTTP 401',
  ]);
  print({ write: (text) => void written.push(text) }, { title: 'Signed out', text: '', next: '' });
  expect(written).toEqual(['\nSigned out\nSign in.\n  HTTP 401', '\nSigned out']);
});
