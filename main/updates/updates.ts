/** Checks for updates after the start and then daily, and holds the result. */
import type { Updates } from '../../preload/api.ts';
import { errorName } from '../system/error-name.ts';
import type { Log } from '../system/log.ts';
import type { LogEvents } from '../system/log-events.ts';
import type { AbortableWait, Clock, Random } from '../time/clock.ts';
import type { Release } from './feed.ts';
import type { FeedResult } from './feed-request.ts';
import type { WhileIdle } from './idle-gate.ts';
import type { Installer } from './installer.ts';
import { type BeforeCheck, dayOf, mayAsk, waitBeforeCheck } from './schedule.ts';
import type { UpdateRecord } from './update-record.ts';
import { isUpdate } from './version.ts';

/** If the planned time was missed by more than this, the computer slept. */
const LATE_MS = 60_000;

export type UpdateStore = ReturnType<typeof createUpdateStore>;

/** Checks for updates from now on, as long as the app runs. */
export function createUpdateStore(parts: {
  /** The running version. */
  readonly running: string;
  readonly ask: (signal: AbortSignal) => Promise<FeedResult>;
  /** Null: users get updates from the page. */
  readonly installer: Installer | null;
  readonly openDownloadPage: () => void;
  readonly whileIdle: WhileIdle;
  readonly awake: AbortableWait;
  readonly record: UpdateRecord;
  /** Called once per version, if there is an update the user has not been notified of. */
  readonly onNew: () => void;
  /** Called after every change of `state()`. */
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}) {
  const { running, ask, installer, openDownloadPage, whileIdle, awake, record, onNew, onChange, clock, random, log } =
    parts;
  const always = new AbortController().signal;
  let state: Updates = { kind: 'not-checked' };
  let checking = false;

  function set(next: Updates) {
    state = next;
    onChange();
  }

  async function check() {
    if (checking) return;
    checking = true;
    if (!isAvailable(state)) set({ kind: 'checking' });
    try {
      await awake(always);
      await learn(await whileIdle(ask, always));
    } catch (error) {
      // A bug of our own: keep the earlier result, and check again tomorrow.
      log('updates: fault', { name: errorName(error) });
      if (!isAvailable(state)) set({ kind: 'check-failed', why: errorName(error) });
    } finally {
      checking = false;
    }
  }

  async function learn(result: FeedResult) {
    if ('problem' in result) {
      log('updates: check failed', { why: kindOf(result.problem) });
      if (!isAvailable(state)) set({ kind: 'check-failed', why: result.problem });
    } else if (isUpdate(result.release.version, running)) await offer(result.release);
    // A downloaded update will be installed, even if the feed has changed since.
    else if (state.kind !== 'to-install') set({ kind: 'up-to-date' });
  }

  async function offer(release: Release) {
    const { version } = release;
    if (installer && !(state.kind === 'to-install' && state.version === version)) {
      set({ kind: 'downloading', version });
      const why = await installer.download(release);
      if (why !== null) {
        log('updates: not downloaded', {});
        return set({ kind: 'not-downloaded', version, why });
      }
    }
    const isOffered = mayAsk(version, record.postponed(), clock.now());
    set({ kind: installer ? 'to-install' : 'to-get', version, isOffered });
    if (isOffered && record.notified() !== version) await whileIdle(async () => notify(version), always);
  }

  function notify(version: string) {
    record.remember({ notified: version });
    onNew();
  }

  async function checkDaily() {
    for (let before: BeforeCheck = 'start'; ; before = 'check') {
      const atMs = clock.elapsedMs() + waitBeforeCheck(before, random);
      await clock.until(atMs);
      if (clock.elapsedMs() - atMs > LATE_MS) await clock.until(clock.elapsedMs() + waitBeforeCheck('sleep', random));
      await check();
    }
  }
  void checkDaily();

  return {
    state: () => state,
    /** Checks now, unless a check is in progress. */
    check: () => void check(),
    /** Opens the update's page, or restarts the app with it. */
    apply(): void {
      if (state.kind === 'to-get') openDownloadPage();
      else if (state.kind === 'to-install') void installer?.restart();
    },
    /** Postpones the update until tomorrow. */
    postpone(): void {
      if (!isAvailable(state)) return;
      record.remember({ postponed: { version: state.version, day: dayOf(clock.now()) } });
      set({ ...state, isOffered: false });
    },
    /** The user is logging off or shutting down, which would interrupt an installer. */
    systemEnds: () => installer?.leaveAsIs(),
  };
}

function isAvailable(state: Updates): state is Extract<Updates, { isOffered: boolean }> {
  return state.kind === 'to-get' || state.kind === 'to-install';
}

/** The kind of a problem, for the log. */
function kindOf(problem: string): LogEvents['updates: check failed']['why'] {
  if (problem === 'timed-out' || problem === 'too-large') return problem;
  if (problem.startsWith('malformed')) return 'malformed';
  return problem.startsWith('HTTP') ? 'status' : 'not-reached';
}
