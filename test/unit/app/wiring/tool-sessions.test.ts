/** Grants of tools belong to an account and the person who is signed in to it. */
import { expect, it } from 'vitest';
import { createToolSessions } from '../../../../main/app/wiring/tool-sessions.ts';
import { identifiedLater } from '../account-list/accounts-world.ts';

const GIT = { tool: 'git', host: null };

async function allowed() {
  const world = await identifiedLater();
  const { app, id } = world;
  const sessions = createToolSessions({ accounts: app.list.all, clock: app.clock, audit: null, onChange: () => {} });
  const grants = () => sessions.all()[0]?.grants.list() ?? [];
  await sessions.follow();
  for (const [host, duration] of [
    ['a.example', 'always'],
    ['b.example', 'until-lock'],
  ] as const)
    await sessions.all()[0]?.grants.add({ ...GIT, host, accountId: id }, duration);
  const hosts = () => grants().map(({ host }) => host);
  expect(hosts()).toEqual(['a.example', 'b.example']);
  return { ...world, sessions, hosts };
}

it('stays when the account is renamed, and when its person signs in again, whose sign-in then has another vault', async () => {
  const { app, id, sessions, hosts } = await allowed();
  await app.list.rename(id, 'work');
  await sessions.follow();
  expect(hosts()).toEqual(['a.example', 'b.example']);
  const { session } = app.account('work');
  await app.signIn(id, 'ada');
  expect(app.account('work').session).not.toBe(session);
  await sessions.follow();
  expect(hosts()).toEqual(['a.example', 'b.example']);
  await sessions.all()[0]?.grants.add({ tool: 'kubectl', host: 'c.example', accountId: id }, 'always');
  expect(JSON.stringify(await app.account('work').tools.read())).toContain('kubectl');
});

it('is found after a restart by a request that came while the sign-in was still being read', async () => {
  const { start } = await allowed();
  const app = start();
  const sessions = createToolSessions({ accounts: app.list.all, clock: app.clock, audit: null, onChange: () => {} });
  const [early] = sessions.all();
  expect(early?.session.holder()).toBeNull();
  await app.list.start();
  const holder = early?.session.holder();
  if (!early || !holder) throw new Error('no one is signed in');
  await early.grants.open(holder);
  expect(early.grants.list().map(({ host }) => host)).toEqual(['a.example']);
});

it('ends when the account signs out, even if the same person signs in again', async () => {
  const { app, id, sessions, hosts } = await allowed();
  await app.list.signOut(id);
  await sessions.follow();
  expect(hosts()).toEqual([]);
  await app.signIn(id, 'ada');
  expect(app.account('a').session.holder()).not.toBeNull();
  await sessions.follow();
  expect(hosts()).toEqual([]);
});

it('ends when someone else takes the account’s place, before they are asked for anything', async () => {
  const { app, id, sessions, hosts } = await allowed();
  await app.signIn(id, 'mallory');
  expect(hosts()).toEqual(['a.example', 'b.example']);
  await app.list.answer(id, 'replace');
  expect(app.account('a').session.holder()).toMatchObject({ name: 'mallory@example.org' });
  expect(hosts()).toEqual([]);
  await sessions.follow();
  await sessions.flush();
  expect(hosts()).toEqual([]);
  expect(JSON.stringify(await app.account('a').tools.read())).not.toContain('a.example');
});

it('does not return with its person if it was given after someone else had taken the account’s place', async () => {
  const { app, id, sessions, hosts } = await allowed();
  const outdated = sessions.all()[0]?.grants;
  await app.signIn(id, 'mallory');
  await app.list.answer(id, 'replace');
  await sessions.follow();
  await outdated?.add({ ...GIT, host: 'late.example', accountId: id }, 'until-lock');
  await app.signIn(id, 'ada');
  await app.list.answer(id, 'replace');
  await sessions.follow();
  expect(app.account('a').session.holder()).toMatchObject({ name: 'ada@example.org' });
  expect(hosts()).toEqual([]);
});
