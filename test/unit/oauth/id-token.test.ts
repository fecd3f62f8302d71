import { describe, expect, it } from 'vitest';
import { isSamePerson, personIn } from '../../../main/oauth/id-token.ts';
import { server } from '../session/parts.ts';

const NOW = Date.UTC(2026, 0, 1);
const CLAIMS = { iss: server.baseUrl, sub: '1', aud: server.clientId, exp: NOW / 1000 + 60, name: 'Ada' };

function person(claims: unknown, idToken = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.sig`) {
  const tokens = {
    accessToken: 'access-secret',
    refreshToken: 'refresh-secret',
    idToken,
    expiresInMs: null,
    scope: null,
    namesScope: false,
    refreshExpiresInMs: null,
  };
  return personIn(tokens, server, NOW);
}

function nameIn(...args: Parameters<typeof person>) {
  return person(...args).name;
}

describe('the name in an id_token', () => {
  it.each([
    ['a name', {}, 'Ada'],
    ['a trailing slash of the issuer', { iss: `${server.baseUrl}/` }, 'Ada'],
    ['several audiences', { aud: ['other', server.clientId] }, 'Ada'],
    ['a user name alone', { name: undefined, preferred_username: 'ada' }, 'ada'],
    ['a user name, which tells people apart better', { preferred_username: 'ada' }, 'ada'],
    ['an address, which tells people apart better', { email: 'ada@example.org' }, 'ada@example.org'],
    ['what could turn the line around', { name: 'A\u202eda\u0007' }, 'A da'],
    ['81 characters', { name: 'x'.repeat(81) }, `${'x'.repeat(79)}…`],
    ['joined letters', { name: 'نی\u200cما' }, 'نی\u200cما'],
    ['a better name than an invisible one', { email: '\u200b', name: 'Ada' }, 'Ada'],
    ['a better name than one of characters that no font has', { email: '\ue000', name: 'Ada' }, 'Ada'],
    ['a token in it', { name: 'refresh-secret' }, '…'],
    ['an expiry five minutes ago, which a clock may be wrong by', { exp: NOW / 1000 - 300 }, 'Ada'],
  ])('is shown with %s', (_, claims, name) => {
    expect(nameIn({ ...CLAIMS, ...claims })).toBe(name);
  });

  it.each([
    ['another issuer', { iss: 'https://evil.example' }],
    ['another audience', { aud: 'other' }],
    ['an audience that only holds our name', { aud: `not-${server.clientId}` }],
    ['several other audiences', { aud: ['other', 'another'] }],
    ['no audience', { aud: undefined }],
    ['an expiry in the past', { exp: NOW / 1000 - 3600 }],
    ['no expiry', { exp: undefined }],
    ['a name that is no text', { name: { first: 'Ada' } }],
    ['nothing to see', { name: '\u0000 ' }],
    ['nothing but what is invisible', { name: '\u200b\u3164 \u2800' }],
  ])('is not shown with %s', (_, claims) => {
    expect(nameIn({ ...CLAIMS, ...claims })).toBeNull();
  });

  it.each(['', 'a.b', 'a.bm90IGpzb24.c', '..'])('is not shown when the token is %j', (idToken) => {
    expect(nameIn({}, idToken)).toBeNull();
  });
});

describe('the identity in an id_token', () => {
  const ada = { issuer: server.baseUrl, subject: '1' };

  it.each([
    ['its subject', {}, ada],
    ['a trailing slash of the issuer, which means the same', { iss: `${server.baseUrl}/` }, ada],
    ['a subject of 255 characters', { sub: 'x'.repeat(255) }, { ...ada, subject: 'x'.repeat(255) }],
    ['a longer one', { sub: 'x'.repeat(256) }, null],
    ['a number', { sub: 1 }, null],
    ['an empty one', { sub: '' }, null],
    ['none', { sub: undefined }, null],
    ['another issuer', { iss: 'https://evil.example' }, null],
    ['another audience', { aud: 'other' }, null],
  ])('is read with %s', (_, claims, identity) => {
    expect(person({ ...CLAIMS, ...claims }).identity).toEqual(identity);
  });

  it.each([
    ['the same person', ada, { ...ada }, true],
    ['another subject', ada, { ...ada, subject: '2' }, false],
    ['another case', { ...ada, subject: 'ada' }, { ...ada, subject: 'Ada' }, false],
    ['another issuer', ada, { ...ada, issuer: 'https://login.example.org/other' }, false],
    ['an unknown one before', null, ada, null],
    ['an unknown one now', ada, null, null],
    ['nothing known at all', null, null, null],
  ])('distinguishes people: %s', (_, one, other, same) => {
    expect(isSamePerson(one, other)).toBe(same);
  });
});
