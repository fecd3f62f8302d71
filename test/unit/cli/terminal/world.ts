/** The terminal with a scripted server, a vault in memory, and a clock that the test advances. */
import { readFlags } from '../../../../main/cli/flags.ts';
import { runTerminal } from '../../../../main/cli/terminal/run.ts';
import type { Server } from '../../../../main/oauth/protocol.ts';
import type { Clock } from '../../../../main/time/clock.ts';
import type { Language, PolicyProblem, Snapshot } from '../../../../preload/api.ts';
import { SERVER, snapshot as snapshotOf } from '../../../renderer/snapshots.ts';
import { settle } from '../../fake-clock.ts';
import { allMessages } from '../../messages.ts';
import { GRANT, memoryVault, scriptedServer, sessionOver, TOKENS } from '../../session/parts.ts';

export const SERVER_URL = 'https://login.example.org';
export const DENIED = { error: 'access_denied', error_description: 'Not today.' };

/** Runs the terminal with a scripted server. Time passes until it ends or is stopped. */
export async function terminal(options: {
  args?: string[];
  start?: () => Response | Error;
  token?: ((clock: Clock) => Response | Error | Promise<Response>)[];
  vault?: ReturnType<typeof memoryVault>;
  /** When to stop it; -1: before it starts. */
  stopAfterMs?: number;
  revocation?: boolean;
  revoke?: () => Response;
  baseUrl?: string;
  automatic?: Server['automatic'];
  narrow?: boolean;
  drawQr?: () => Promise<string>;
  onWritten?: (text: string) => void;
  metadata?: () => Promise<Response>;
  policyProblem?: PolicyProblem;
  language?: Language;
  ownCommand?: null;
  settings?: Snapshot['settings'];
  /** Replaces the session's own value. */
  seen?: Partial<Snapshot>;
}) {
  const world = scriptedServer();
  const replies = options.token ?? [];
  let next = 0;
  world.on('/start/', options.start ?? (() => Response.json(GRANT)));
  world.on('/token', () =>
    (replies[Math.min(next++, replies.length - 1)] ?? (() => Response.json(TOKENS)))(over.clock),
  );
  if (options.revocation) world.offersRevocation();
  if (options.metadata) world.on('/.well-known/oauth-authorization-server', options.metadata);
  if (options.revoke) world.on('/revoke', options.revoke);
  const listeners = new Set<(snapshot: Snapshot) => void>();
  const over = sessionOver({
    world,
    ...(options.vault && { vault: options.vault }),
    ...(options.baseUrl && { baseUrl: options.baseUrl }),
    ...(options.automatic && { automatic: options.automatic }),
    onChange: () => {
      for (const report of listeners) report(snapshot());
    },
  });
  const snapshot = () =>
    snapshotOf(over.session.state(), {
      server: {
        ...SERVER,
        lockedBy: 'flag',
        metadata: over.session.metadataNotes(),
        clockOffMs: over.session.clockOffMs(),
      },
      policyProblem: options.policyProblem ?? null,
      keeping: over.session.keeping(),
      language: options.language ?? 'en',
      ...(options.settings && { settings: options.settings }),
      ...options.seen,
    });
  const flags = readFlags(options.args ?? []);
  if ('must' in flags) throw new Error('bad flags');
  const written: string[] = [];
  const answers: string[] = [];
  const stop = new AbortController();
  if (options.stopAfterMs === -1) stop.abort();
  let code: number | null = null;
  const run = runTerminal({
    session: over.session,
    start: over.session.start,
    signIn: over.session.signIn,
    signOut: over.session.signOut,
    answer: async (given) => void answers.push(given),
    snapshot,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    flags,
    words: await allMessages(snapshot()),
    write(text) {
      written.push(text);
      options.onWritten?.(text);
    },
    drawQr: options.drawQr ?? (async (text) => (options.narrow ? null : `[QR of ${text}]`)),
    ownCommand: options.ownCommand === undefined ? (...args) => ['transparenc-companion', ...args].join(' ') : null,
    clock: over.clock,
    interrupted: stop.signal,
  }).then((ended) => (code = ended));
  for (let passedMs = 0; code === null && passedMs < 700_000; passedMs += 1_000) {
    if (passedMs === options.stopAfterMs) stop.abort();
    await over.clock.advance(1_000);
  }
  await settle();
  return {
    code: code ?? (await Promise.race([run, 'still running'])),
    output: written.join('\n'),
    answers,
    world,
    vault: over.vault,
    over,
  };
}

export const json =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status });
export const pending = json({ error: 'authorization_pending' }, 400);

export function unkept() {
  const vault = memoryVault();
  vault.kept = { kind: 'until-quit', because: 'no-keyring' };
  return vault;
}
