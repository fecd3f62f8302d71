/** Which device authorization responses are usable, and what is shown of them (RFC 8628 §3.2). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDeviceAuthorization } from '../../../main/oauth/device-flow.ts';
import type { Server } from '../../../main/oauth/protocol.ts';

const server: Server = {
  baseUrl: 'https://login.example.org',
  clientId: 'companion',
  scope: null,
  deviceAuthorizationEndpoint: 'https://login.example.org/api/v1/oauth/device-authorization/',
  tokenEndpoint: 'https://login.example.org/api/v1/oauth/token',
  automatic: [],
};

const grant = {
  device_code: 'GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://login.example.org/device',
  expires_in: 600,
  interval: 5,
};

function parsed(changes: Record<string, unknown>) {
  return parseDeviceAuthorization({ ...grant, ...changes }, server);
}

describe('a device authorization response', () => {
  it('gives the code, the address and the pace', () => {
    expect(parsed({})).toEqual({
      deviceCode: grant.device_code,
      lifetimeMs: 600_000,
      intervalMs: 5_000,
      prompt: {
        userCode: 'WDJB-MJHT',
        verificationUri: 'https://login.example.org/device',
        qrText: 'https://login.example.org/device',
        qrCarriesCode: false,
        foreignHost: null,
        onlyOnThisComputer: false,
        ignored: [],
      },
    });
  });

  it.each([
    ['no interval', { interval: undefined }, 5_000],
    ['a null interval', { interval: null }, 5_000],
    ['an empty interval', { interval: '' }, 5_000],
    ['an interval of 0', { interval: 0 }, 1_000],
    ['digits', { interval: '7' }, 7_000],
    ['a short life without an interval', { interval: undefined, expires_in: 3 }, 5_000],
  ])('reads %s', (_, changes, intervalMs) => {
    expect(parsed(changes)).toMatchObject({ intervalMs });
  });

  it.each(['wdjb MJHT', ' WDJB ', 'A'.repeat(64), '日本語'])('returns the code verbatim: %j', (user_code) => {
    expect(parsed({ user_code })).toMatchObject({ prompt: { userCode: user_code } });
  });

  it.each([
    ['a QR code of the longest address', { verification_uri: `https://a.example/${'a'.repeat(1982)}` }],
    ['an interval almost as long as the code lives', { interval: 599 }],
    ['a short device_code that is part of the address', { device_code: 'login.example' }],
    ['one of 15 characters that is', { device_code: 'login.example.o' }],
  ])('accepts %s', (_, changes) => {
    expect(parsed(changes)).not.toHaveProperty('kind');
  });

  it('refuses a device_code of 16 characters that is part of the address', () => {
    expect(parsed({ device_code: 'login.example.or' })).toMatchObject({ kind: 'malformed', field: 'device_code' });
  });

  it.each([
    ['https://login.example.org', 'https://login.example.org'],
    ['https://login.example.org/', 'https://login.example.org/'],
    ['https://LOGIN.example.org', 'https://login.example.org/'],
    ['https://login.example.org:443/device', 'https://login.example.org/device'],
  ])('shows the page %s as %s', (verification_uri, verificationUri) => {
    expect(parsed({ verification_uri })).toMatchObject({ prompt: { verificationUri } });
  });

  it('waits at most a day for a code that lives longer', () => {
    expect(parsed({ expires_in: 10 ** 9 })).toMatchObject({ lifetimeMs: 86_400_000 });
  });

  it.each([
    ['device_code', undefined],
    ['device_code', ''],
    ['device_code', 7],
    ['device_code', 'a\nb'],
    ['device_code', 'x'.repeat(20_001)],
    ['user_code', null],
    ['user_code', '   '],
    ['user_code', 'A'.repeat(65)],
    ['user_code', 'ABCD\u202eEFGH'],
    ['user_code', 'AB\u0007CD'],
    ['user_code', 'AB\u200bCD'],
    ['user_code', 'AB\ufe0fCD'],
    ['user_code', 'AB\u034fCD'],
    ['user_code', 'AB\u3164CD'],
    ['user_code', '\u2800\u2800'],
    ['user_code', `AB${'\u0301'.repeat(5)}CD`],
    ['verification_uri', undefined],
    ['verification_uri', 'javascript:alert(1)'],
    ['verification_uri', 'file:///etc/passwd'],
    ['verification_uri', 'http://login.example.org/device'],
    ['verification_uri', 'https://user:secret@login.example.org/device'],
    ['verification_uri', 'https://user@login.example.org/device'],
    ['verification_uri', 'https://login.example.org/de vice'],
    ['verification_uri', '//login.example.org/device'],
    ['verification_uri', `https://login.example.org/${'a'.repeat(2000)}`],
    ['expires_in', 0],
    ['expires_in', -1],
    ['expires_in', Number.POSITIVE_INFINITY],
    ['expires_in', '10 minutes'],
    ['expires_in', '1e3'],
    ['expires_in', JSON.parse('1e400')],
    ['expires_in', [600]],
    ['expires_in', '600 '.repeat(2)],
    ['expires_in', true],
    ['interval', -5],
    ['interval', 601],
    ['interval', {}],
    ['interval', '-1'],
    ['interval', JSON.parse('1e400')],
  ])('is malformed with %s = %j, and the value is not echoed', (field, value) => {
    const refused = parsed({ [field]: value });
    expect(refused).toMatchObject({ kind: 'malformed', field });
    if (typeof value === 'string' && value.trim()) expect(JSON.stringify(refused)).not.toContain(value);
  });

  it.each([null, [], 'text', 7, true])('is malformed as a whole when it is %j', (body) => {
    const whole = { kind: 'malformed', field: 'body', rule: 'must be a JSON object' };
    expect(parseDeviceAuthorization(body, server)).toEqual(whole);
  });

  it.each([
    ['device_code', 'a\nb', 'must be printable ASCII text of at most 20000 characters'],
    ['user_code', null, 'must be text'],
    ['user_code', 'A'.repeat(65), 'must have at most 64 characters'],
    ['user_code', 'AB\u0007CD', 'must not have control, bidi or invisible characters'],
    ['user_code', `A${'\u0301'.repeat(9)}`, 'must not have letters with stacks of marks'],
    ['verification_uri', 7, 'must be text'],
    ['verification_uri', `https://a.example/${'a'.repeat(2000)}`, 'must have at most 2000 characters'],
    ['verification_uri', '//a.example', 'must be an absolute address (unsafe_verification_uri)'],
    ['verification_uri', 'http://a.example', 'must be https, or http on this computer (unsafe_verification_uri)'],
    ['verification_uri', 'https://user@a.example', 'must not have a user or password in it (unsafe_verification_uri)'],
    ['verification_uri', 'http://localhost/device', 'must not be on this computer (unsafe_verification_uri)'],
    ['expires_in', 0, 'must be a positive number'],
    ['interval', -1, 'must be a positive number'],
    ['interval', 600, 'must be shorter than expires_in'],
    ['device_code', 'shown-in-the-address', 'must not be part of what is shown'],
  ])('names the rule that %s = %j breaks: it %s', (field, value, rule) => {
    const shown = { verification_uri: 'https://login.example.org/device?c=shown-in-the-address' };
    expect(parsed({ ...(value === 'shown-in-the-address' && shown), [field]: value })).toEqual({
      kind: 'malformed',
      field,
      rule,
    });
  });

  it('puts the complete address into the QR code when it is at the same origin', () => {
    const complete = 'https://login.example.org/device?user_code=WDJB-MJHT';
    expect(parsed({ verification_uri_complete: complete })).toMatchObject({
      prompt: { qrText: complete, qrCarriesCode: true },
    });
  });

  it.each([
    ['relative', '/device?user_code=WDJB-MJHT', 'must be an absolute address'],
    ['without a scheme', 'login.example.org/device?c=1', 'must be an absolute address'],
    ['of plain http', 'http://login.example.org/device?c=1', 'must be https'],
    ['of a dangerous scheme', 'javascript:alert(1)', 'must be https'],
    ['of a file', 'file:///etc/passwd', 'must be https'],
    ['with a password', 'https://user:secret@login.example.org/device', 'must not have a user or password'],
    ['no text', 42, 'must be text'],
    ['a list', ['https://login.example.org/device'], 'must be text'],
    ['too long', `https://login.example.org/${'a'.repeat(2000)}`, 'must have at most 2000 characters'],
    ['at another origin', 'https://evil.example/device?c=1', 'must have the origin of verification_uri'],
    ['at another port', 'https://login.example.org:8443/device', 'must have the origin of verification_uri'],
  ])('goes on without a complete address that is %s, and names the rule that it breaks', (_, value, rule) => {
    const grant = parsed({ verification_uri_complete: value });
    expect(grant).toMatchObject({
      prompt: {
        qrText: 'https://login.example.org/device',
        qrCarriesCode: false,
        ignored: [{ field: 'verification_uri_complete', rule: expect.stringMatching(`^ignored, ${rule}`) }],
      },
    });
    if (typeof value === 'string') expect(JSON.stringify(grant)).not.toContain(value);
  });

  it.each([undefined, null, ''])('notes nothing about a complete address that is %j', (verification_uri_complete) => {
    expect(parsed({ verification_uri_complete })).toMatchObject({ prompt: { ignored: [] } });
  });

  it.each([undefined, null, ''])('counts a lifetime that is %j as ten minutes, and notes it', (expires_in) => {
    expect(parsed({ expires_in })).toMatchObject({
      lifetimeMs: 600_000,
      prompt: { ignored: [{ field: 'expires_in', rule: 'missing, 600 s assumed' }] },
    });
    expect(parsed({ expires_in, interval: 600 })).toMatchObject({ kind: 'malformed', field: 'interval' });
  });

  it('takes no interval that is as long as it waits for approval, however long the code lives', () => {
    const [day, rule] = [86_400, 'must be shorter than 24 hours'];
    expect(parsed({ expires_in: 1e9, interval: day - 1 })).toMatchObject({ intervalMs: (day - 1) * 1000 });
    expect(parsed({ expires_in: 1e9, interval: day })).toEqual({ kind: 'malformed', field: 'interval', rule });
  });

  it.each([undefined, null, ''])('uses verification_url if verification_uri is %j', (verification_uri) => {
    const verification_url = 'https://login.example.org/device';
    expect(parsed({ verification_uri, verification_url })).toMatchObject({
      prompt: { verificationUri: verification_url },
    });
    expect(parsed({ verification_uri, verification_url: 'javascript:alert(1)' })).toMatchObject({
      kind: 'malformed',
      field: 'verification_url',
    });
  });

  it('prefers verification_uri to verification_url', () => {
    expect(parsed({ verification_url: 'javascript:alert(1)' })).toMatchObject({
      prompt: { verificationUri: 'https://login.example.org/device', ignored: [] },
    });
  });

  it.each([
    'http://localhost:8080/device',
    'https://localhost/device',
    'http://sso.localhost/device',
    'https://a.b.localhost./device',
    'https://127.0.0.1/device',
    'https://127.255.1.2/device',
    'https://2130706433/device',
    'https://[::1]/device',
    'https://[::ffff:127.0.0.1]/device',
    'https://[::ffff:127.0.1.1]/device',
    'https://0.0.0.0/device',
    'https://[::]/device',
  ])('is malformed with a page on this computer, offered by a server elsewhere: %s', (verification_uri) => {
    expect(parsed({ verification_uri })).toMatchObject({ kind: 'malformed', field: 'verification_uri' });
  });

  it.each(['localhost.example.org', 'notlocalhost', '128.0.0.1', '127.0.0.1.example.org', 'localhost.com'])(
    'takes %s for another computer',
    (host) => {
      expect(parsed({ verification_uri: `https://${host}/device` })).toMatchObject({
        prompt: { onlyOnThisComputer: false },
      });
    },
  );

  it('names a page on another host, in ASCII', () => {
    expect(parsed({ verification_uri: 'https://l\u043egin.example.org/device' })).toMatchObject({
      prompt: { verificationUri: 'https://xn--lgin-55d.example.org/device', foreignHost: 'xn--lgin-55d.example.org' },
    });
  });

  it.each([
    'http://127.0.0.1:8628/device',
    'http://localhost/device',
    'http://[::1]:1/device',
    'http://sso.localhost:8080/device',
    'https://127.1.2.3/device',
    'https://a.b.localhost./device',
    'https://0.0.0.0/device',
    'https://[::]/device',
    'https://[::ffff:7f00:1]/device',
  ])('marks that %s, offered by a server on this computer, works only here', (uri) => {
    const here = { ...server, baseUrl: 'http://sso.localhost:8628' };
    expect(parseDeviceAuthorization({ ...grant, verification_uri: uri }, here)).toMatchObject({
      prompt: { verificationUri: uri, onlyOnThisComputer: true },
    });
  });

  it('accepts a page on the network from a server on this computer: a phone can open it', () => {
    const page = 'https://192.168.1.5:8628/device';
    const response = { ...grant, verification_uri: page };
    expect(parseDeviceAuthorization(response, { ...server, baseUrl: 'http://127.0.0.1:8628' })).toMatchObject({
      prompt: { verificationUri: page, qrText: page, onlyOnThisComputer: false, foreignHost: '192.168.1.5:8628' },
    });
  });

  const secret = 'device+code/of 30~characters=1';
  it.each([
    ['as it is', { user_code: secret }],
    ['in the address', { device_code: grant.device_code, verification_uri: `https://a.example/${grant.device_code}` }],
    ['in the QR code', { verification_uri_complete: `${grant.verification_uri}?d=${encodeURIComponent(secret)}` }],
    [
      'in the QR code, as a form',
      { verification_uri_complete: `${grant.verification_uri}?${new URLSearchParams({ d: secret })}` },
    ],
    [
      'in base64',
      { verification_uri_complete: `${grant.verification_uri}?d=${Buffer.from(secret).toString('base64url')}` },
    ],
    ['in hex', { verification_uri_complete: `${grant.verification_uri}?d=${Buffer.from(secret).toString('hex')}` }],
  ])('never shows the device_code %s', (_, changes) => {
    expect(parsed({ device_code: secret, ...changes })).toMatchObject({ kind: 'malformed', field: 'device_code' });
  });

  it('survives any JSON, and never yields an unsafe address', () => {
    const beginning = fc.constantFrom(
      'https://',
      'https://a.example/',
      'http://',
      'http://127.0.0.1/',
      'file:///',
      '//',
    );
    const address = fc.oneof(
      fc.tuple(beginning, fc.string()).map(([start, rest]) => start + rest),
      fc.anything(),
    );
    fc.assert(
      fc.property(address, address, fc.jsonValue(), (verification_uri, verification_uri_complete, rest) => {
        const changes = { ...(rest as object), verification_uri, verification_uri_complete };
        const result = parseDeviceAuthorization({ ...grant, ...changes }, server);
        if ('kind' in result) return;
        for (const shown of [result.prompt.verificationUri, result.prompt.qrText])
          expect(new URL(shown).href).toMatch(/^(https:|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?\/)/);
      }),
    );
    fc.assert(fc.property(fc.anything(), (body) => void parseDeviceAuthorization(body, server)));
  });
});
