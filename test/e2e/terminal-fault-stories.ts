/** Terminal stories with servers that lie, refuse or don't respond: exit codes 3 to 5, and nothing hostile in the output. */
import { english } from '../harness/messages.ts';
import { expect, type Fault, PATHS, test } from './faulty-test.ts';
import { ending } from './in-terminal.ts';
import { expectNoSecrets } from './secrets-of-a-run.ts';

const DEVICE_CODE = 'device-code-of-a-hostile-server';
const CODES = {
  device_code: DEVICE_CODE,
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://login.example.org/device',
  expires_in: 600,
  interval: 1,
};
/** Part of every hostile value: problems name the field and the rule, and never echo the value. */
const MARK = 'MARKED';
const ESCAPE = '\u001b';
const hostileServer = { secrets: () => [DEVICE_CODE] };

const codes = (fields: object): Fault => ({ kind: 'json', status: 200, body: { ...CODES, ...fields } });
const response = (status: number, body: unknown): Fault => ({ kind: 'json', status, body });
const name = (value: unknown) => JSON.stringify(value).slice(0, 60);

/** Hostile responses of a server, and how each is reported. */
const HOSTILE_CODES = [
  [{ verification_uri: `javascript:alert("${MARK}")` }, 'field `verification_uri`: must be https'],
  [{ verification_uri: `http://login.example.org/${MARK}` }, 'field `verification_uri`: must be https'],
  [{ verification_uri: `https://ada:${MARK}@example.org/` }, 'field `verification_uri`: must not have a user'],
  [{ verification_uri: '', verification_url: `data:text/html,${MARK}` }, 'field `verification_url`: must be'],
  [{ verification_uri: `https://example.org/${DEVICE_CODE}` }, 'field `device_code`: must not be part of'],
  [{ user_code: `${ESCAPE}[2J${MARK}` }, 'field `user_code`: must not have control'],
  [{ user_code: `\u202e${MARK}` }, 'field `user_code`: must not have control'],
  [{ user_code: MARK.repeat(20) }, 'field `user_code`: must have at most 64 characters'],
  [{ user_code: 12345678 }, 'field `user_code`: must be text'],
  [{ device_code: `${MARK}\r\nX-Header: 1` }, 'field `device_code`: must be printable ASCII'],
  [{ expires_in: MARK }, 'field `expires_in`: must be a positive number'],
  [{ interval: 601 }, 'field `interval`: must be shorter than expires_in'],
] as const;

/** Servers that refuse to issue a code. */
const REFUSALS = [
  [401, { error: 'invalid_client', error_description: 'Who are you?' }, 'invalid_client: Who are you?'],
  [
    400,
    { error: `${ESCAPE}[31mred\r`, error_description: `a\nb${ESCAPE}]0;title\u0007\u202e` },
    '[31mred: a b ]0;title',
  ],
  [400, { detail: 'No such client.' }, 'No such client.'],
  [422, { client_id: ['Is unknown.'] }, 'client_id: Is unknown.'],
] as const;

/** Servers that issue a code and then respond to a poll. */
const POLLS = [
  [3, 503, { error: 'expired_token' }, 'expired_token'],
  [4, 401, { error: 'invalid_client', error_description: `${ESCAPE}[5mblink` }, 'invalid_client: [5mblink'],
  [2, 400, { error: 'authorization_declined', error_description: 'No thanks.' }, 'authorization_declined: No thanks.'],
  [3, 400, { error: 'invalid_grant', error_description: `no ${DEVICE_CODE} here` }, 'invalid_grant: no … here'],
  [4, 400, { code: [`"${DEVICE_CODE}" is unknown`], device_code: [DEVICE_CODE] }, 'code: "…" is unknown'],
  [4, 200, [{ access_token: MARK }], 'field `body`: must be a JSON object'],
  [4, 200, { access_token: `${MARK}\r\nX: 1`, token_type: 'Bearer' }, 'field `access_token`: must be printable ASCII'],
  [4, 200, { access_token: 'a'.repeat(20), token_type: MARK }, 'field `token_type`: must be Bearer'],
] as const;

/** Servers without a usable response. */
const NO_RESPONSES = [
  [{ kind: 'redirect', status: 307 }, english.whyNoResponse.redirected],
  [{ kind: 'html', status: 200 }, english.whyNoResponse['not-json']],
  [{ kind: 'empty' }, english.whyNoResponse['not-json']],
  [{ kind: 'reset' }, english.whyNoResponse.reset],
  [{ kind: 'truncated' }, english.whyNoResponse.reset],
  [{ kind: 'huge' }, english.whyNoResponse['too-large']],
  [{ kind: 'retry-after', status: 429, after: 1 }, 'HTTP 429'],
] as const satisfies readonly (readonly [Fault, string])[];

/** Every fourth case, or the others. */
export type Share = 'sample' | 'rest';

export function testTerminalFaults(share: Share): void {
  const chosen = <Row>(rows: readonly Row[]) => rows.filter((_, at) => (at % 4 === 0) === (share === 'sample'));

  for (const [fields, reported] of chosen(HOSTILE_CODES)) {
    test(`4: a response with ${name(fields)} is not used`, async ({ terminal, front, home }) => {
      front.fault(PATHS.deviceAuthorization, codes(fields));
      const run = terminal();
      const { code, output } = await ending(run);
      expect(code, output).toBe(4);
      expect(output).toContain(reported);
      for (const shown of [MARK, ESCAPE, CODES.user_code, '█']) expect(output).not.toContain(shown);
      // The requests for the metadata documents come first, and there are no polls.
      const asked = front.requests.map(({ path }) => path).filter((path) => !path.startsWith('/.well-known/'));
      expect(asked).toEqual([PATHS.deviceAuthorization]);
      expectNoSecrets({ home, server: hostileServer, runs: [run] });
    });
  }
  for (const [status, body, reported] of chosen(REFUSALS)) {
    test(`4: refused a code with ${name(body)}`, async ({ terminal, front }) => {
      front.fault(PATHS.deviceAuthorization, response(status, body));
      const { code, output } = await ending(terminal());
      expect(code, output).toBe(4);
      expect(output).toContain(`  ${reported}\n  HTTP ${status}`);
      // The app itself prints line breaks.
      expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    });
  }
  for (const [expected, status, body, reported] of chosen(POLLS)) {
    test(`${expected}: a poll that gets ${status} ${name(body)}`, async ({ terminal, front, home }) => {
      front.fault(PATHS.deviceAuthorization, codes({}));
      front.fault(PATHS.token, response(status, body));
      const run = terminal();
      const { code, output } = await ending(run);
      expect(code, output).toBe(expected);
      expect(output).toContain(`  ${reported}`);
      for (const hidden of [MARK, ESCAPE]) expect(output).not.toContain(hidden);
      expect(front.requests.filter(({ path }) => path === PATHS.token)).toHaveLength(1);
      expectNoSecrets({ home, server: hostileServer, runs: [run] });
    });
  }
  for (const [fault, reported] of chosen(NO_RESPONSES)) {
    test(`5: asked for a code, the server responds with ${name(fault)}`, async ({ terminal, front }) => {
      front.fault(PATHS.deviceAuthorization, fault);
      const { code, output } = await ending(terminal());
      expect(code, output).toBe(5);
      expect(output).toContain(reported);
      expect(front.elsewhere.requests).toEqual([]);
    });
  }
}
