/** A program that checks for updates at a feed on loopback, with a clock that the test advances. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestFeed } from '../../../main/updates/feed-request.ts';
import { createIdleGate } from '../../../main/updates/idle-gate.ts';
import type { Installer } from '../../../main/updates/installer.ts';
import { openUpdateRecord } from '../../../main/updates/update-record.ts';
import { createUpdateStore } from '../../../main/updates/updates.ts';
import type { SessionState } from '../../../preload/api.ts';
import { type Listener, listen } from '../../authorization-server/listener.ts';
import { signedIn } from '../../renderer/snapshots.ts';
import { fakeClock, settle } from '../fake-clock.ts';
import { latestYml } from './parts.ts';

const open: Listener[] = [];
const folders: string[] = [];
/** Stops the feeds of a test, and removes its programs' files. */
export async function closeFeeds(): Promise<void> {
  await Promise.all(open.splice(0).map((feed) => feed.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

interface Options {
  readonly running?: string;
  readonly random?: () => number;
  readonly installer?: Installer | null;
  readonly folder?: string;
  readonly answer?: RequestListener;
  /** Resolves when the computer is awake. */
  readonly awake?: () => Promise<void>;
}

/** Starts a program that checks a feed on loopback. */
export async function program(options: Options = {}) {
  const asked: string[] = [];
  const asks: { done: boolean }[] = [];
  const responses: ServerResponse[] = [];
  let answer = options.answer ?? yml();
  const server = await listen(
    0,
    createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      responses.push(response);
      answer(request, response);
    }),
  );
  open.push(server);
  const clock = fakeClock();
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'updates-'));
  folders.push(folder);
  const opened: string[] = [];
  const notified: string[] = [];
  const kinds: string[] = [];
  const logged: unknown[] = [];
  const listeners = new Set<(snapshot: { session: SessionState }) => void>();
  let shown: SessionState = signedIn().session;
  let busy: PromiseWithResolvers<void> | null = null;
  const session = { isBusy: () => busy !== null, settled: async () => busy?.promise };
  const ask = { fetch, clock, feed: `http://127.0.0.1:${server.port}/`, file: 'latest-linux.yml' };
  const keeper = createUpdateStore({
    running: options.running ?? '1.0.0',
    ask(signal) {
      const own = { done: false };
      asks.push(own);
      return requestFeed(ask, signal).finally(() => {
        own.done = true;
      });
    },
    installer: options.installer ?? null,
    openDownloadPage: () => opened.push('page'),
    whileIdle: createIdleGate({
      sessions: () => [session],
      snapshot: () => ({ session: shown }),
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    }),
    awake: options.awake ?? (async () => {}),
    record: openUpdateRecord(join(folder, 'updates.json')),
    onNew: () => notified.push('new'),
    onChange: () => kinds.push(keeper.state().kind),
    clock,
    random: options.random ?? (() => 0.5),
    log: (event, detail) => logged.push([event, detail]),
  });
  return {
    ...keeper,
    woke: clock.woke,
    server,
    clock,
    folder,
    asked,
    opened,
    notified,
    kinds,
    logged,
    answerWith(next: RequestListener) {
      answer = next;
    },
    show(state: SessionState) {
      shown = state;
      for (const listener of [...listeners]) listener({ session: shown });
    },
    beginRefresh() {
      busy = Promise.withResolvers();
    },
    async endRefresh() {
      busy?.resolve();
      busy = null;
      await settle();
    },
    /** Lets time pass, and the feed's requests complete. */
    async pass(ms: number) {
      await clock.advance(ms);
      while (asks.some(isOnItsWay)) await new Promise(setImmediate);
      await settle();
    },
  };

  /** Requests without a response that the feed isn't delaying. */
  function isOnItsWay({ done }: { readonly done: boolean }, at: number) {
    const response = responses[at];
    return !done && (!response || response.writableEnded || response.destroyed);
  }
}

/** Responds like a feed. */
export function yml(fields: Parameters<typeof latestYml>[0] = {}): RequestListener {
  return (_, response) => void response.end(latestYml(fields));
}
