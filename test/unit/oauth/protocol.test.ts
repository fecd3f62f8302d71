/** Which token responses are usable, and the tokens in those that are not (RFC 6749 §5.1). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { issuedIn, parseTokens } from '../../../main/oauth/protocol.ts';

describe('a token response', () => {
  it.each([
    [
      'everything',
      { access_token: 'a', refresh_token: 'r', token_type: 'bearer', expires_in: '60' },
      { refreshToken: 'r', expiresInMs: 60_000 },
    ],
    ['no token_type', { access_token: 'a' }, { refreshToken: null, expiresInMs: null }],
    [
      'nulls',
      { access_token: 'a', refresh_token: null, token_type: null, expires_in: null },
      { refreshToken: null, expiresInMs: null },
    ],
    [
      'empty strings',
      { access_token: 'a', refresh_token: '', token_type: '', expires_in: '' },
      { refreshToken: null, expiresInMs: null },
    ],
    [
      'a refresh token that ends by itself',
      { access_token: 'a', refresh_expires_in: 1800 },
      { refreshExpiresInMs: 1_800_000 },
    ],
    [
      'the same in another spelling',
      { access_token: 'a', refresh_token_expires_in: '60' },
      { refreshExpiresInMs: 60_000 },
    ],
    [
      'both spellings',
      { access_token: 'a', refresh_expires_in: 1800, refresh_token_expires_in: 900 },
      { refreshExpiresInMs: 900_000 },
    ],
    ['a refresh token without an end', { access_token: 'a', refresh_expires_in: 0 }, { refreshExpiresInMs: null }],
    ['an end that is no number', { access_token: 'a', refresh_expires_in: 'soon' }, { refreshExpiresInMs: null }],
    ['an end in the past', { access_token: 'a', refresh_expires_in: -1 }, { refreshExpiresInMs: null }],
    ['an end of half a second', { access_token: 'a', refresh_expires_in: 0.5 }, { refreshExpiresInMs: 500 }],
    [
      'an end after more years than there are',
      { access_token: 'a', refresh_expires_in: 1e300 },
      { refreshExpiresInMs: 315_360_000_000 },
    ],
    [
      'one end of two that is none',
      { access_token: 'a', refresh_expires_in: 0, refresh_token_expires_in: '1800' },
      { refreshExpiresInMs: 1_800_000 },
    ],
    [
      'an end without end',
      { access_token: 'a', refresh_expires_in: JSON.parse('1e400') },
      { refreshExpiresInMs: null },
    ],
    ['a life of 0', { access_token: 'a', expires_in: 0 }, { expiresInMs: null }],
    ['a life that is no number', { access_token: 'a', expires_in: 'soon' }, { expiresInMs: null }],
    ['a life with two decimals', { access_token: 'a', expires_in: '1.25' }, { expiresInMs: 1_250 }],
    ['a life of any type but a number', { access_token: 'a', expires_in: true }, { expiresInMs: null }],
    ['one scope', { access_token: 'a', scope: 'read' }, { scope: 'read' }],
    ['several scopes', { access_token: 'a', scope: 'read write:all' }, { scope: 'read write:all' }],
    ['a long scope', { access_token: 'a', scope: 'x'.repeat(20_000) }, { scope: 'x'.repeat(20_000) }],
    ['a scope that is too long', { access_token: 'a', scope: 'x'.repeat(20_001) }, { scope: null }],
    ['a scope with a quote', { access_token: 'a', scope: 'read "write"' }, { scope: null }],
    ['a scope that ends in a line', { access_token: 'a', scope: 'read\nwrite' }, { scope: null }],
    ['a scope that begins with a space', { access_token: 'a', scope: ' read' }, { scope: null }],
    ['two spaces between scopes', { access_token: 'a', scope: 'read  write' }, { scope: null }],
    ['a list of scopes', { access_token: 'a', scope: ['read'] }, { scope: null }],
    ['an id_token', { access_token: 'a', id_token: 'a.b.c' }, { idToken: 'a.b.c' }],
    [
      'a long refresh token',
      { access_token: 'a', refresh_token: 'r'.repeat(20_000) },
      { refreshToken: 'r'.repeat(20_000) },
    ],
  ])('may come with %s', (_, body, tokens) => {
    expect(parseTokens(body)).toMatchObject({ accessToken: 'a', ...tokens });
  });

  it.each([
    [{}, 'access_token'],
    [{ access_token: '' }, 'access_token'],
    [{ access_token: null }, 'access_token'],
    [{ access_token: 'a\r\nX-Evil: 1' }, 'access_token'],
    [{ access_token: 'a', token_type: 'mac' }, 'token_type'],
    [{ access_token: 'a', token_type: 5 }, 'token_type'],
    [{ access_token: 'a', refresh_token: 5 }, 'refresh_token'],
    [{ access_token: 'a', refresh_token: 'x'.repeat(20_001) }, 'refresh_token'],
    [[], 'body'],
    [null, 'body'],
  ])('is malformed when it is %j', (body, field) => {
    expect(parseTokens(body)).toMatchObject({ kind: 'malformed', field });
  });

  it.each([null, [], 'text', 7, true])('is malformed as a whole when it is %j', (body) => {
    const whole = { kind: 'malformed', field: 'body', rule: 'must be a JSON object' };
    expect(parseTokens(body)).toEqual(whole);
  });

  it.each([
    ['token_type', 'mac', 'must be Bearer'],
    ['access_token', 'a\nb', 'must be printable ASCII text'],
    ['refresh_token', 'x'.repeat(20_001), 'must be printable ASCII text of at most 20000 characters'],
  ])('names the rule that %s breaks', (field, value, rule) => {
    expect(parseTokens({ access_token: 'a', token_type: 'Bearer', [field]: value })).toEqual({
      kind: 'malformed',
      field,
      rule,
    });
  });

  it('survives any JSON', () => {
    fc.assert(fc.property(fc.anything(), (body) => void parseTokens(body)));
  });
});

describe('the tokens of a response that is rejected', () => {
  it.each([
    ['both', { access_token: 'a', refresh_token: 'r', token_type: 'mac' }, { accessToken: 'a', refreshToken: 'r' }],
    ['a refresh token alone', { refresh_token: 'r' }, { accessToken: null, refreshToken: 'r' }],
    ['an access token alone', { access_token: 'a', refresh_token: 5 }, { accessToken: 'a', refreshToken: null }],
    ['none', { token: 'x' }, null],
    ['none that could be sent', { access_token: 'ä', refresh_token: '' }, null],
    ['no object', [{ access_token: 'a' }], null],
  ])('are found, to be revoked: %s', (_, body, issued) => {
    expect(issuedIn(body)).toEqual(issued);
  });
});
