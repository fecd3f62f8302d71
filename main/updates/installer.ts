/** Downloads and installs updates with electron-updater, which gets only validated releases and requests no feed itself. */
import type { AuthInfo, Session } from 'electron';
import type { AppUpdater, CancellationToken, Provider } from 'electron-updater';
import type { ProxyCredentials } from '../../preload/api.ts';
import { netErrorCode } from '../net/net-error.ts';
import type { Clock } from '../time/clock.ts';
import { namesPublisher } from './authenticode.ts';
import type { Release } from './feed.ts';
import { providerOf } from './provider.ts';

/** Long enough even for slow connections. */
const LIMIT_MS = 2 * 60 * 60_000;

/** By then an app that restarts has quit, which takes ten seconds at most. */
const QUITTING_MS = 20_000;

/** By then, a shutdown has either completed or been canceled. */
const ENDING_MS = 2 * 60_000;

/** The library's messages contain URLs and error texts, which must not be logged. */
const SILENT = { info() {}, warn() {}, error() {} };

export type Installer = ReturnType<typeof createInstaller>;

/** For macOS and Windows. Loads the library at the first download. */
export function createInstaller(parts: {
  /** Loads the library. Called only to download an update. */
  readonly load: () => Promise<{ readonly updater: AppUpdater; readonly Provider: typeof Provider }>;
  /** Windows: who must have signed an update, also according to `app-update.yml`. Null if the system itself verifies signatures. */
  readonly signed: {
    readonly publisher: string;
    readonly config: () => Promise<string>;
    /** Whether signatures can be verified here. */
    readonly canVerify: () => Promise<boolean>;
    /** Why a downloaded file must not be run, as a code; null if it may. Never rejects. */
    readonly refused: (file: string) => Promise<string | null>;
  } | null;
  /**
   * macOS: waits until the system has verified the download. Resolves with null if it's accepted, else with a code. Stops waiting
   * when `signal` fires. Null instead of a function if the system doesn't verify downloads.
   */
  readonly accepted: ((signal: AbortSignal) => Promise<string | null>) | null;
  /** Configures the library's network like the app's own. */
  readonly prepare: (network: Session) => Promise<void>;
  /** Returns the credentials for a proxy, once per download; null if none are known. */
  readonly authenticator: () => (challenge: AuthInfo) => ProxyCredentials | null;
  /** Resolves when no request is pending whose response must not be lost. */
  readonly settled: () => Promise<unknown>;
  /** Called if the app is still running after a failed restart. Resumes what was stopped for it. */
  readonly onRestartFailed: () => void;
  readonly clock: Clock;
}) {
  const { load, signed, accepted, prepare, authenticator, settled, onRestartFailed, clock } = parts;
  let updater: AppUpdater | null = null;
  let authenticate = authenticator();
  let ending = new AbortController();
  /** Whether the last download may be installed. */
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
    own.allowDowngrade = false;
    own.disableWebInstaller = true;
    // Differential downloads would read unsigned block maps.
    own.disableDifferentialDownload = true;
    // An `error` event without a listener would throw.
    own.on('error', () => undefined);
    own.on('login', (challenge, report) => {
      const login = authenticate(challenge);
      if (login) report(login.user, login.password);
      // Calling it without credentials cancels the authentication (Electron's documentation), but the library's type requires them.
      else (report as () => void)();
    });
    if (signed) {
      // Replaces the library's check, which accepts a file that it can't verify.
      if ('verifyUpdateCodeSignature' in own)
        own.verifyUpdateCodeSignature = (_: unknown, file: string) => signed.refused(file);
      // Install nothing at a quit before the check below. The library reads this setting at a quit and when it reports the
      // download, so change it only after that.
      own.on('update-downloaded', () => queueMicrotask(() => settle(own, false)));
    }
    await prepare(own.netSession);
    return own;
  }

  function settle(own: AppUpdater, good: boolean) {
    isGood = good;
    own.autoInstallOnAppQuit = good;
  }

  /** Verifies the files, even those of an earlier download, which the library uses without verifying them again. */
  async function check(own: AppUpdater, files: readonly string[]): Promise<string | null> {
    if (!signed) return null;
    for (const file of files) {
      const why = await signed.refused(file);
      if (why) return why;
    }
    settle(own, true);
    return null;
  }

  /** Downloads with a limit, because the library itself would wait forever and write everything that arrives. */
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
    // Start listening before the library is done, because it hands over the file before that.
    const verdict = accepted?.(done.signal) ?? null;
    try {
      const downloaded = await own.downloadUpdate(token);
      return (await check(own, downloaded)) ?? (await Promise.race([verdict, late]));
    } catch (error) {
      return stopped ?? supportCode(error);
    } finally {
      done.abort();
      own.off('download-progress', look);
    }
  }

  return {
    /**
     * Downloads the release, to be installed at the next quit. Resolves with null on success, else with a code for support. Never
     * rejects.
     */
    async download(release: Release): Promise<string | null> {
      try {
        // Without a publisher in that file, the library accepts any file.
        if (signed && !namesPublisher(await signed.config(), signed.publisher)) return 'no-publisher';
        if (signed && !(await signed.canVerify())) return 'no-signature-check';
        const own = await ready(release);
        authenticate = authenticator();
        // It may be off because an earlier file was refused, but the library needs it when the download completes.
        own.autoInstallOnAppQuit = true;
        const found = await own.checkForUpdates();
        if (!found?.isUpdateAvailable || !found.cancellationToken) return 'not-taken';
        return await downloadWithin(own, found.cancellationToken, release);
      } catch (error) {
        return supportCode(error);
      }
    },
    /** Prevents installing at a quit within the next minutes. */
    leaveAsIs(): void {
      if (!updater) return;
      const own = updater;
      own.autoInstallOnAppQuit = false;
      ending.abort();
      ending = new AbortController();
      // If the app still runs by then, the log-off was canceled, so the next quit may install the update.
      const later = () => {
        own.autoInstallOnAppQuit = isGood || !signed;
      };
      clock.sleep(ENDING_MS, ending.signal).then(later, () => undefined);
    },
    /** Quits, installs, and starts again. Resolves only if that has failed. Never rejects. */
    async restart(): Promise<void> {
      if (!updater || isRestarting || (signed && !isGood)) return;
      isRestarting = true;
      try {
        // Wait first, because the installer ends the app, and a refresh in progress would lose its response.
        await settled();
        updater.quitAndInstall(true, true);
      } catch {
        // The update stays there to be installed.
      }
      await clock.sleep(QUITTING_MS);
      isRestarting = false;
      onRestartFailed();
    },
  };
}

function supportCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const net = netErrorCode(error.message);
  const status = /, status (\d{3})\b/.exec(error.message)?.[1];
  const code = 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(error.code);
  return net ?? (status ? `HTTP ${status}` : code ? String(error.code) : error.name);
}
