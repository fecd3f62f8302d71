/** electron-updater, if it is needed: it downloads, checks and installs what was validated here, and requests no feed by itself. */

import type { AuthInfo, Session } from 'electron';
import type { AppUpdater, CancellationToken, Provider } from 'electron-updater';
import type { ProxyLogin } from '../../preload/api.ts';
import { netErrorCode } from '../net/net-error.ts';
import type { Clock } from '../time/clock.ts';
import { namesPublisher } from './authenticode.ts';
import type { Release } from './feed.ts';
import { providerOf } from './provider.ts';
import type { Installer } from './types.ts';

export interface InstallerParts {
  /** Loads the library. Called only if there is something to download. */
  readonly load: () => Promise<{ readonly updater: AppUpdater; readonly Provider: typeof Provider }>;
  /** Whose signature an update must have, by the text of `app-update.yml`: Windows. Null: the system sees to that itself. */
  readonly signed: {
    readonly publisher: string;
    readonly config: () => Promise<string>;
    /** Whether signatures can be checked here at all. */
    readonly canVerify: () => Promise<boolean>;
    /** Why a downloaded file must not be run, as a code; null: it may be. Never rejects. */
    readonly refused: (file: string) => Promise<string | null>;
  } | null;
  /**
   * Whether the system accepts the download: macOS verifies it only once the library is done. Null: it does; else a
   * code. Gives up, with any code, when `signal` fires. Null in place of the function: the system does not verify it.
   */
  readonly accepted: ((signal: AbortSignal) => Promise<string | null>) | null;
  /** Sets the library's network up like the app's own. */
  readonly prepare: (network: Session) => Promise<void>;
  /** The credentials for a proxy, once per download; null if none are known. */
  readonly answering: () => (challenge: AuthInfo) => ProxyLogin | null;
  /** Resolves when no request is pending whose response must not be lost. */
  readonly settled: () => Promise<unknown>;
  /** The app was to restart, and still runs: what was ended for that begins again. */
  readonly onStayed: () => void;
  readonly clock: Clock;
}

/** Enough for the slowest connection that users would put up with. */
const LIMIT_MS = 2 * 60 * 60_000;

/** By then an app that restarts has quit, which takes ten seconds at most. */
const QUITTING_MS = 20_000;

/** By then a system that ends has ended. */
const ENDING_MS = 2 * 60_000;

/** Neither its addresses nor its errors' texts are ours to write down. */
const SILENT = { info() {}, warn() {}, error() {} };

/** Loads the library at the first download. */
export function createInstaller(parts: InstallerParts): Installer {
  const { load, signed, accepted, prepare, answering, settled, onStayed, clock } = parts;
  let updater: AppUpdater | null = null;
  let answer = answering();
  let ending = new AbortController();
  /** Whether what was downloaded last may be installed. */
  let isGood = false;
  let isRestarting = false;

  async function ready(release: Release): Promise<AppUpdater> {
    const library = await load();
    updater ??= await setUp(library.updater);
    updater.setFeedURL({ provider: 'custom', updateProvider: providerOf(library.Provider, release) });
    return updater;
  }

  async function setUp(own: AppUpdater): Promise<AppUpdater> {
    own.logger = SILENT;
    own.autoDownload = false;
    own.autoInstallOnAppQuit = true;
    own.allowDowngrade = false;
    own.disableWebInstaller = true;
    // It would load and unpack maps that nothing has signed, to save a part of a download.
    own.disableDifferentialDownload = true;
    // An event without a listener would be a fault.
    own.on('error', () => undefined);
    own.on('login', (challenge, report) => {
      const login = answer(challenge);
      if (login) report(login.user, login.password);
      // Told nothing: by Electron's documents that gives up, which the library's type leaves out.
      else (report as () => void)();
    });
    if (signed) {
      // In the place of the library's own check, which lets a file pass if it cannot check it.
      if ('verifyUpdateCodeSignature' in own)
        own.verifyUpdateCodeSignature = (_: unknown, file: string) => signed.refused(file);
      // Nothing is installed at a quit before the check below. The library reads this at the quit, and when it has
      // reported the download: only after that may it change.
      own.on('update-downloaded', () => queueMicrotask(() => settle(own, false)));
    }
    await prepare(own.netSession);
    return own;
  }

  function settle(own: AppUpdater, good: boolean) {
    isGood = good;
    own.autoInstallOnAppQuit = good;
  }

  /** Also what the library found in its own folder, from an earlier download, and takes without another check. */
  async function check(own: AppUpdater, files: readonly string[]): Promise<string | null> {
    if (!signed) return null;
    for (const file of files) {
      const why = await signed.refused(file);
      if (why) return why;
    }
    settle(own, true);
    return null;
  }

  /** The library waits for what does not come, and writes down all that comes, until it is stopped. */
  async function downloadWithin(own: AppUpdater, token: CancellationToken, { files }: Release): Promise<string | null> {
    const longest = Math.max(...files.map(({ size }) => size));
    const done = new AbortController();
    let stopped: string | null = null;
    const stop = (why: string) => {
      stopped ??= why;
      token.cancel();
    };
    const look = ({ transferred }: { readonly transferred: number }) => transferred > longest && stop('too-large');
    own.on('download-progress', look);
    const late = clock.sleep(LIMIT_MS, done.signal).then(
      () => {
        stop('timed-out');
        return 'timed-out';
      },
      () => null,
    );
    // Before the library is done: it hands the file over first.
    const verdict = accepted?.(done.signal) ?? null;
    try {
      const downloaded = await own.downloadUpdate(token);
      return (await check(own, downloaded)) ?? (await Promise.race([verdict, late]));
    } catch (error) {
      return stopped ?? codeOf(error);
    } finally {
      done.abort();
      own.off('download-progress', look);
    }
  }

  return {
    async download(release) {
      try {
        // Without the name in there the library would take any file for a good one.
        if (signed && !namesPublisher(await signed.config(), signed.publisher)) return 'no-publisher';
        if (signed && !(await signed.canVerify())) return 'no-signature-check';
        const own = await ready(release);
        answer = answering();
        // An earlier file may have been refused: the library needs this to be on when it has downloaded another.
        own.autoInstallOnAppQuit = true;
        const found = await own.checkForUpdates();
        if (!found?.isUpdateAvailable || !found.cancellationToken) return 'not-taken';
        return await downloadWithin(own, found.cancellationToken, release);
      } catch (error) {
        return codeOf(error);
      }
    },
    leaveAsIs() {
      if (!updater) return;
      const own = updater;
      own.autoInstallOnAppQuit = false;
      ending.abort();
      ending = new AbortController();
      // If the app still runs then, the log-off was cancelled, and the next quit is a normal one.
      const later = () => {
        own.autoInstallOnAppQuit = isGood || !signed;
      };
      clock.sleep(ENDING_MS, ending.signal).then(later, () => undefined);
    },
    async restart() {
      if (!updater || isRestarting || (signed && !isGood)) return;
      isRestarting = true;
      try {
        // The installer ends what still runs: a refresh in progress would lose its response.
        await settled();
        updater.quitAndInstall(true, true);
      } catch {
        // The update stays there to be installed.
      }
      await clock.sleep(QUITTING_MS);
      isRestarting = false;
      onStayed();
    },
  };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const net = netErrorCode(error.message);
  const status = /, status (\d{3})\b/.exec(error.message)?.[1];
  const code = 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(error.code);
  return net ?? (status ? `HTTP ${status}` : code ? String(error.code) : error.name);
}
