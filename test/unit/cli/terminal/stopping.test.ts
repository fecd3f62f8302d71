/** The terminal is stopped: what is awaited, and what is reported. */
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../main/time/clock.ts';
import { english } from '../../../harness/messages.ts';
import { memoryVault, stored, TOKENS } from '../../session/parts.ts';
import { json, pending, SERVER_URL, terminal } from './world.ts';

describe('the terminal', () => {
  it('stops at Ctrl-C, and stops polling', async () => {
    const { code, world, output } = await terminal({ token: [pending], stopAfterMs: 12_000 });
    expect(code).toBe(130);
    expect(world.at('/token')).toHaveLength(2);
    expect(output).toMatch(/Stopped\.$/);
    expect(output).not.toMatch(/signed out/i);
    // No request is in progress.
    expect(output).not.toContain(english.terminal.stopping);
  });

  it('sends nothing if it has been ended before it starts', async () => {
    const { code, world, output } = await terminal({ vault: memoryVault(stored()), stopAfterMs: -1 });
    expect([code, output]).toEqual([130, english.terminal.stopped]);
    expect(world.at('/token')).toEqual([]);
  });

  it('stopped while it asks for the user’s name, it reports that someone is signed in', async () => {
    const vault = memoryVault();
    const metadata = () => new Promise<Response>(() => {});
    const { code, output } = await terminal({ vault, token: [json(TOKENS)], metadata, stopAfterMs: 6_000 });
    expect(code).toBe(130);
    expect(vault.stored.kind).toBe('value');
    expect(output).toMatch(/Stopped\.\nSigned in to login\.example\.org/);
  });

  it('stopped while it checks a sign-in, it reports that once', async () => {
    const slow = (clock: Clock) => clock.sleep(4_000).then(() => Response.json(TOKENS));
    const { code, output } = await terminal({ vault: memoryVault(stored()), token: [slow], stopAfterMs: 1_000 });
    expect(code).toBe(130);
    expect(output).toMatch(/^Stopping…\nStopped\.\nSigned in as Ada.*$/);
  });

  it('claims no sign-in if it is stopped before the server has responded to that', async () => {
    const never = () => new Promise<Response>(() => {});
    const { code, output, over } = await terminal({ vault: memoryVault(stored()), token: [never], stopAfterMs: 1_000 });
    expect([code, over.clock.passedMs()]).toEqual([130, 11_000]);
    expect(output).toMatch(/^Stopping…\nStopped\.$/);
  });

  it('stopped with a sign-in in memory only, it ends that at the server', async () => {
    const vault = memoryVault();
    vault.full = true;
    const stopping = Promise.withResolvers<void>();
    const revocation_endpoint = `${SERVER_URL}/revoke`;
    const { world, output } = await terminal({
      vault,
      token: [json(TOKENS)],
      revocation: true,
      metadata: () => stopping.promise.then(json({ issuer: SERVER_URL, revocation_endpoint })),
      onWritten(text) {
        if (text === english.terminal.stopping) stopping.resolve();
      },
      stopAfterMs: 6_000,
    });
    expect(world.at('/revoke')).toMatchObject([{ form: { token: 'refresh-secret-1' } }]);
    expect(output).toMatch(/Stopped\.$/);
  });

  it('waits at Ctrl-C for a poll in progress, and revokes the tokens it brings', async () => {
    const slow = (clock: Clock) => clock.sleep(4_000).then(() => Response.json(TOKENS));
    const { code, world, output, over } = await terminal({ token: [slow], revocation: true, stopAfterMs: 5_000 });
    expect(code).toBe(130);
    expect(world.at('/revoke')).toMatchObject([{ form: { token: 'refresh-secret-1' } }]);
    expect(over.clock.passedMs()).toBe(9_000);
    expect(output).toMatch(/Stopped\.$/);
  });

  it('waits no longer than 5 s for that', async () => {
    const { code, over } = await terminal({ token: [() => new Promise(() => {})], stopAfterMs: 5_000 });
    expect(code).toBe(130);
    expect(over.clock.passedMs()).toBe(10_000);
  });
});
