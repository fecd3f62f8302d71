/** The endpoints that are stored with a sign-in, and what is known about its server. */
import { expect, it } from 'vitest';
import { createKnownServer } from '../../../main/session/known-server.ts';
import { server } from './parts.ts';

const OTHER = {
  deviceAuthorizationEndpoint: `${server.baseUrl}/other/start`,
  tokenEndpoint: `${server.baseUrl}/other`,
};

it.each([
  ['the configured ones', {}, null],
  [
    'another one for codes',
    { deviceAuthorizationEndpoint: OTHER.deviceAuthorizationEndpoint },
    { deviceAuthorization: OTHER.deviceAuthorizationEndpoint, token: server.tokenEndpoint },
  ],
  [
    'another one for tokens',
    { tokenEndpoint: OTHER.tokenEndpoint },
    { deviceAuthorization: server.deviceAuthorizationEndpoint, token: OTHER.tokenEndpoint },
  ],
])('of a sign-in at %s', (_, used, kept) => {
  expect(createKnownServer(server).endpointsOf({ ...server, ...used })).toEqual(kept);
});

it.each([
  [[], {}],
  [['deviceAuthorizationEndpoint'], { deviceAuthorizationEndpoint: OTHER.deviceAuthorizationEndpoint }],
  [['tokenEndpoint'], { tokenEndpoint: OTHER.tokenEndpoint }],
  [['deviceAuthorizationEndpoint', 'tokenEndpoint'], OTHER],
] as const)('what is set (all but %j) is used rather than what an earlier sign-in had', (automatic, used) => {
  const known = createKnownServer({ ...server, automatic });
  known.restore({ deviceAuthorization: OTHER.deviceAuthorizationEndpoint, token: OTHER.tokenEndpoint });
  expect(known.last()).toEqual({ ...server, automatic, ...used });
  known.restore(null);
  expect(known.last()).toEqual({ ...server, automatic });
});

it.each([
  [null, false],
  ['files', false],
  ['openid2', false],
  ['files openid', true],
])('with the scope %j, the server may name the person: %s', (scope, expected) => {
  expect(createKnownServer({ ...server, scope }).namesPerson()).toBe(expected);
});

it('another issuer is noted even if one of the two documents gave no response', () => {
  const known = createKnownServer(server);
  const otherIssuer = 'https://other.example.org';
  const found = { metadata: null, foreignEndpoints: [], noResponse: true };
  known.note({ ...found, otherIssuer: null });
  expect(known.notes()).toBeNull();
  known.note({ ...found, otherIssuer });
  expect(known.notes()).toEqual({ foreignEndpoints: [], otherIssuer, revocationNeedsSecret: false });
});
