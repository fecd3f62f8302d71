/** Local tools as the app assembles them: prompts, updates of the view, and cleanup at the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Account } from '../../../../main/app/account-list/account-list.ts';
import type { Companion, LocalTools } from '../../../../main/app/state/app-store.ts';
import { createTools } from '../../../../main/app/wiring/create-tools.ts';
import { callApi } from '../../../../main/local-tools/client.ts';
import type { Kept } from '../../../../preload/api.ts';
import { fakeUser, lateClock, memoryRecord } from '../../local-tools/parts.ts';
import { memoryVault, scriptedServer, server, sessionOver, stored, TOKENS } from '../../session/parts.ts';

async function toolsOver({
  user = fakeUser(),
  trouble = null as { kind: string } | null,
  isRead = true,
  kept = null as Kept | null,
} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 't-'));
  const clock = await lateClock();
  const world = scriptedServer();
  world.on('/token', () => Response.json(TOKENS));
  const listeners = new Set<() => void>();
  const seen = { changes: 0, served: null as LocalTools | null };
  const changed = () => {
    seen.changes += 1;
    for (const listener of [...listeners]) listener();
  };
  const vault = memoryVault(stored());
  if (kept) Object.assign(vault, { kept, stored: { ...stored(), kept } });
  if (!isRead) vault.load = () => new Promise(() => {});
  const { session } = sessionOver({ world, vault, clock });
  const started = session.start();
  if (isRead) await started;
  const record = memoryRecord();
  const account = { id: 'a1', name: 'work', server, session, tools: record } as unknown as Account;
  const screen = { locked: false, covers: 'signed-in' };
  const companion = {
    accounts: { all: () => [account], trouble: () => trouble },
    snapshot: () => ({
      version: '1.2.3',
      screenLocked: screen.locked,
      accounts: [{ session: { kind: screen.covers } }],
      settings: { localTools: { value: 'ask' } },
      policyProblem: null,
    }),
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    changed,
    serveTools: (tools: LocalTools) => {
      seen.served = tools;
    },
  } as unknown as Companion;
  const tools = await createTools({
    servedBy: 'window',
    prompt: user.prompt,
    lockIsKnown: () => true,
    handOver: () => false,
    profile: folder,
    socketParts: { platform: 'linux', environment: {}, uid: process.getuid?.() ?? null, isPrivate: () => false },
    ownCommand: null,
    companion,
    allowedTools: null,
    clock,
    audit: null,
  });
  onTestFinished(async () => {
    await tools.close();
    rmSync(folder, { recursive: true });
  });
  const path = tools.api.kind === 'listening' ? tools.api.path : '';
  const call = (route: string, body: object | null = null) => callApi({ path, secret: null }, route, body);
  const token = (tool = 'backup') => call('/v1/token', { tool, host: null });
  return { tools, user, clock, screen, record, seen, listeners, path, call, token, changed, session };
}

/** Waits until a condition is true, because requests arrive over a real socket. */
const soon = (is: () => unknown) => expect.poll(is, { interval: 5 });

describe.runIf(process.platform !== 'win32')('local tools', () => {
  it('hand out a token once the user allows it, and show that they did', async () => {
    const { tools, user, token, seen } = await toolsOver();
    expect(seen.served).toBe(tools);
    user.always = 'always';
    expect(await token()).toMatchObject({ kind: 'ok', body: { account: 'work' } });
    expect(user.asked).toMatchObject([{ tool: 'backup', canKeep: true, lockIsKnown: true }]);
    expect(tools.view('tools')).toMatchObject({
      api: { kind: 'listening' },
      account: { id: 'a1', name: 'work' },
      grants: [{ tool: 'backup', duration: 'always' }],
      question: null,
      lockIsKnown: true,
      mayAsk: null,
    });
    expect(tools.view('tools').events.map(({ what }) => what)).toContain('token');
    // Drawing them would be useless, because no window is open.
    expect(tools.view('settings').events).toEqual([]);
  });

  it('do not promise to keep a consent for good that no keyring protects', async () => {
    const { user, token } = await toolsOver({ kept: { kind: 'weak', better: null } });
    user.always = 'once';
    await token();
    expect(user.asked).toMatchObject([{ canKeep: false }]);
  });

  it.each([
    ['the screen is locked', { locked: true }, { locked: false }],
    ['a code is on the screen', { covers: 'awaiting-approval' }, { covers: 'signed-in' }],
    ['a code is on its way', { covers: 'requesting-code' }, { covers: 'signed-in' }],
  ])('don’t ask while %s, and do afterwards', async (_, before, after) => {
    const { tools, user, token, screen, changed, call } = await toolsOver();
    Object.assign(screen, before);
    const asked = token();
    await soon(() => tools.view('tools').question?.tool).toBe('backup');
    changed();
    expect(user.asked).toEqual([]);
    expect(await call('/v1/status')).toMatchObject({ body: { consent_pending: true } });
    Object.assign(screen, after);
    changed();
    await soon(() => user.asked.length).toBe(1);
    user.answer('once');
    expect(await asked).toMatchObject({ kind: 'ok' });
    expect(await call('/v1/status')).toMatchObject({
      body: { version: '1.2.3', served_by: 'window', local_tools: 'ask', consent_pending: false },
    });
  });

  it('are redrawn once for many tokens', async () => {
    const { user, token, clock, seen } = await toolsOver();
    user.always = 'always';
    await token();
    await clock.advance(1_000);
    const before = seen.changes;
    for (let n = 0; n < 20; n += 1) await token();
    expect(seen.changes).toBe(before);
    await clock.advance(249);
    expect(seen.changes).toBe(before);
    await clock.advance(1);
    expect(seen.changes).toBe(before + 1);
    await token();
    await clock.advance(250);
    expect(seen.changes).toBe(before + 2);
  });

  it('ask again for a tool that was removed', async () => {
    const { tools, user, token } = await toolsOver();
    user.always = 'always';
    await token();
    tools.remove({ tool: 'backup', accountId: 'a1', host: null });
    await soon(() => tools.view('tools').grants).toEqual([]);
    await token();
    expect(user.asked).toHaveLength(2);
  });

  it('forget consent that was given until the screen locks', async () => {
    const { tools, user, token } = await toolsOver();
    user.always = 'until-lock';
    await token();
    expect(tools.view('tools').grants).toHaveLength(1);
    tools.locked();
    expect(tools.view('tools').grants).toEqual([]);
  });

  it('forget all consent when the user signs out', async () => {
    const { tools, user, token, session, changed } = await toolsOver();
    user.always = 'always';
    await token();
    expect(tools.view('tools').grants).toHaveLength(1);
    await session.signOut();
    changed();
    await soon(() => tools.view('tools').grants).toEqual([]);
  });

  it('restore their socket if it is missing, and are redrawn only then', async () => {
    const { tools, token, path, seen, user } = await toolsOver();
    user.always = 'once';
    const before = seen.changes;
    await tools.renew();
    expect(seen.changes).toBe(before);
    rmSync(path);
    await tools.renew();
    expect(seen.changes).toBe(before + 1);
    expect(await token()).toMatchObject({ kind: 'ok' });
  });

  it('are busy until the consent is on disk, and leave nothing behind', async () => {
    const { tools, user, token, record, listeners, path } = await toolsOver();
    user.always = 'always';
    expect(tools.isBusy()).toBe(false);
    await token();
    expect(tools.isBusy()).toBe(true);
    await tools.close();
    expect(tools.isBusy()).toBe(false);
    expect(JSON.stringify(record.record)).toContain('backup');
    expect(listeners.size).toBe(0);
    expect(await callApi({ path, secret: null }, '/v1/status', null)).toEqual({ kind: 'no-response', sent: false });
  });

  it('answer those who wait for the user when the app quits', async () => {
    const { tools, user, token } = await toolsOver();
    const asked = token();
    await soon(() => user.asked.length).toBe(1);
    await tools.close();
    expect(await asked).toMatchObject({ kind: 'problem', problem: 'shutting-down' });
  });

  it('answer those who wait for a sign-in to be read when the app quits', async () => {
    const { tools, token, call } = await toolsOver({ isRead: false });
    const asked = token();
    await soon(() => tools.isBusy()).toBe(true);
    await tools.close();
    expect(await asked).toMatchObject({ kind: 'problem', problem: 'shutting-down' });
    expect(await call('/v1/status')).toMatchObject({ kind: 'no-response' });
  });

  it('keep the profile if they are asked for it and the app wants it', async () => {
    const { call } = await toolsOver();
    expect(await call('/v1/hand-over', {})).toMatchObject({ kind: 'problem' });
  });
});
