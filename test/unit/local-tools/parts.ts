/**
 * Local tools with a scripted server, a vault in memory, a user whose answers the test defines, and a clock that it advances.
 */
import type { AuditEvent } from '../../../main/audit/record.ts';
import { createConsent } from '../../../main/local-tools/consent.ts';
import { createGrants } from '../../../main/local-tools/grants.ts';
import { createTokenBroker } from '../../../main/local-tools/token-broker.ts';
import type { ConsentPrompt, TokenRequest } from '../../../main/local-tools/types.ts';
import type { ToolRecord } from '../../../main/vault/types.ts';
import type { ConsentAnswer, ConsentQuestion } from '../../../preload/api.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryVault, scriptedServer, sessionOver, stored, TOKENS } from '../session/parts.ts';

export const ACCOUNT = {
  id: 'a1',
  name: 'login.example.org',
  host: 'login.example.org',
  server: 'https://login.example.org',
};

export const NEVER = new AbortController().signal;

export function asks(changes: Partial<TokenRequest> = {}): TokenRequest {
  return {
    tool: 'backup',
    reason: null,
    account: null,
    server: null,
    host: null,
    minValidMs: null,
    startedBy: null,
    folder: null,
    ...changes,
  };
}

/** A user at the screen. Each question waits until the test answers it. */
export function fakeUser({ there = true } = {}) {
  const open: { readonly question: ConsentQuestion; readonly answer: (answer: ConsentAnswer) => void }[] = [];
  const asked: ConsentQuestion[] = [];
  const user = {
    there,
    asked,
    open,
    /** Answers every question immediately. */
    always: null as ConsentAnswer | null,
    answer(answer: ConsentAnswer) {
      const first = open.shift();
      if (!first) throw new Error('no question is open');
      first.answer(answer);
    },
  };
  const prompt: ConsentPrompt = {
    canAsk: () => user.there,
    ask(question, signal) {
      asked.push(question);
      if (user.always) return Promise.resolve(user.always);
      return new Promise((resolve) => {
        const entry = { question, answer: resolve };
        open.push(entry);
        signal.addEventListener('abort', () => {
          if (open.includes(entry)) open.splice(open.indexOf(entry), 1);
          resolve('silence');
        });
      });
    },
  };
  return Object.assign(user, { prompt });
}

/** The vault's record for local tools. */
export function memoryRecord({ keeps = true, record = null as unknown } = {}) {
  const made = {
    keeps,
    record,
    writes: 0,
    read: async () => made.record,
    async write(written: Record<string, unknown>) {
      made.writes += 1;
      if (!made.keeps) return false;
      made.record = structuredClone(written);
      return true;
    },
  };
  return made satisfies ToolRecord;
}

/** A clock that does not start at zero. */
export async function lateClock() {
  const clock = fakeClock();
  await clock.advance(5 * 60 * 60_000);
  return clock;
}

export async function brokerOver({
  world = scriptedServer(),
  vault = memoryVault(stored()),
  record = memoryRecord(),
  user = fakeUser(),
  localTools = 'ask' as 'ask' | 'off',
  allowedTools = null as readonly string[] | null,
  covered = (): boolean => false,
  accounts = 1,
  listTrouble = null as string | null,
  policyProblem = null as { readonly file: string } | null,
} = {}) {
  const clock = await lateClock();
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of [...listeners]) listener();
  };
  const over = sessionOver({ world, vault, clock, onChange: changed });
  const { session } = over;
  if (!world.at('/token').length) world.on('/token', () => Response.json(TOKENS));
  const stopping = new AbortController();
  const nextChange = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      listeners.add(resolve);
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  let ids = 0;
  const consent = createConsent({
    prompt: user.prompt,
    clock,
    newId: () => `q${++ids}`,
    onChange: () => undefined,
    async mayShow(signal) {
      while (covered()) await nextChange(signal);
    },
  });
  const told: AuditEvent[] = [];
  const grantsIn = (store: ToolRecord) => createGrants({ store, clock, onChange: () => undefined });
  const grants = grantsIn(record);
  const ofSecond = grantsIn(memoryRecord());
  const setting = { localTools };
  const broker = createTokenBroker({
    sessions: () =>
      [
        { account: ACCOUNT, grants },
        { account: { ...ACCOUNT, id: 'a2', name: 'a2' }, grants: ofSecond },
      ]
        .slice(0, accounts)
        .map((each) => ({
          account: { ...each.account, user: session.holder()?.name ?? null },
          session,
          grants: each.grants,
        })),
    localTools: () => setting.localTools,
    policyProblem: () => policyProblem,
    listTrouble: () => listTrouble,
    allowedTools,
    consent,
    clock,
    canKeep: () => record.keeps,
    lockIsKnown: () => true,
    ownCommand: (...args) => args.join(' '),
    nextChange,
    stopping: stopping.signal,
    audit: (event) => void told.push(event),
  });
  return {
    ...over,
    clock,
    told,
    broker,
    grants,
    consent,
    user,
    record,
    setting,
    changed,
    stop() {
      stopping.abort();
      consent.stop();
    },
    refreshes: () => world.at('/token').length,
  };
}
