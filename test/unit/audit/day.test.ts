/**
 * A day of a user with tools, using the real session and the real broker: all log lines match the schema and contain no secret.
 */
import { expect, it } from 'vitest';
import { createAudit } from '../../../main/audit/audit.ts';
import { settle } from '../fake-clock.ts';
import { asks, brokerOver, fakeUser, NEVER } from '../local-tools/parts.ts';
import { GRANT, memoryVault, scriptedServer, server } from '../session/parts.ts';
import { ORIGIN, schemaErrors } from './parts.ts';

const HOUR_MS = 60 * 60_000;

/** A server whose tokens, codes and texts are all unique. It keeps them, so that the test can search for them. */
function world() {
  const made = scriptedServer();
  const secrets: string[] = [GRANT.device_code, GRANT.user_code];
  let count = 0;
  function secret(name: string): string {
    const text = `${name}-secret-${++count}`;
    secrets.push(text);
    return text;
  }
  made.offersRevocation();
  made.on('/start/', () => Response.json(GRANT));
  const renews = () => {
    const claims = { iss: server.baseUrl, aud: 'companion', exp: 4e9, sub: '248289761001', name: 'Ada Lovelace' };
    const id_token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${secret('signature')}`;
    secrets.push(id_token);
    return Response.json({
      access_token: secret('access'),
      refresh_token: secret('refresh'),
      id_token,
      expires_in: 3600,
      token_type: 'Bearer',
    });
  };
  return { made, secrets, secret, renews: () => made.on('/token', renews) };
}

it('a day’s lines fit the published schema, match the events, and contain no secrets', async () => {
  const { made, secrets, secret, renews } = world();
  const user = fakeUser();
  const day = await brokerOver({ world: made, vault: memoryVault(), user });
  renews();
  const { session, broker, grants, clock } = day;

  const lines: string[] = [];
  const audit = createAudit({
    origin: ORIGIN,
    now: clock.now,
    onLost: () => expect.fail('a line was lost'),
    platform: 'linux',
    problem: () => null,
    run: async ({ input }) => void lines.push(input ?? ''),
  });
  const account = { id: '0123456789abcdef', server: server.baseUrl, clientId: server.clientId };
  /** Writes the events since the last call, which the app would write immediately. */
  async function written() {
    for (const { of, ...event } of day.audited.splice(0)) await audit.note(event, { ...account, ...of });
    const [name, subject] = [session.holder()?.name ?? null, '248289761001'];
    for (const event of day.told.splice(0)) await audit.note(event, { ...account, name, subject });
  }
  async function signIn() {
    const signingIn = session.signIn();
    await clock.advance(5_000);
    await signingIn;
    const holder = session.holder();
    if (holder) await grants.open(holder);
    await written();
  }
  async function ask(tool: string, answer: 'once' | 'until-lock' | 'always' | 'no', host: string | null = null) {
    const reason = secret('reason');
    const asked = broker.token(
      asks({ tool, host, reason, folder: '/home/ada/secret-project', startedBy: 'bash' }),
      NEVER,
    );
    await settle();
    user.answer(answer);
    await asked;
    await written();
  }

  await session.start();
  await signIn();
  await ask('git', 'always', 'git.example.org');
  await ask('backup', 'until-lock');
  await ask('deploy', 'once');
  await ask('unknown', 'no');
  await clock.advance(3 * HOUR_MS);
  for (const { tool, host } of grants.locked())
    day.told.push({ event: 'consent-withdrawn', reason: 'ended', tool, host });
  await written();
  await clock.advance(2 * HOUR_MS);
  await broker.remove({ tool: 'git', account: null, server: null, host: null });
  await written();
  made.on('/token', () =>
    Response.json({ error: 'invalid_grant', error_description: secret('description') }, { status: 400 }),
  );
  await clock.advance(HOUR_MS);
  await written();
  renews();
  await signIn();
  await session.signOut();
  await written();

  const all = lines.map((line) => JSON.parse(line));
  expect(all.map(({ event, reason, duration, server: end }) => [event, reason ?? duration ?? end ?? null])).toEqual([
    ['sign-in', null],
    ['consent-given', 'always'],
    ['consent-given', 'until-lock'],
    ['consent-given', 'once'],
    ['consent-withdrawn', 'ended'],
    ['consent-withdrawn', 'removed'],
    ['session-ended', 'server'],
    ['sign-in', null],
    ['sign-out', 'ended'],
  ]);
  for (const line of lines) expect(schemaErrors(line), line).toEqual([]);
  expect(secrets.length).toBeGreaterThan(25);
  for (const each of secrets) expect(lines.join('')).not.toContain(each);
  expect(lines.join('')).not.toMatch(/secret/);
  expect(all[0].account).toEqual({ ...account, name: 'Ada Lovelace', subject: '248289761001' });
  expect(audit.lost()).toBe(0);
});
