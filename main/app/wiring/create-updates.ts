/** Creates the update check over the real system. Loaded after the first paint, and only in a build with a feed. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { app, autoUpdater, type Net } from 'electron';
import { settleForInstaller } from '../../desktop/quit-guard.ts';
import { fetchOver } from '../../net/net-fetch.ts';
import type { Log } from '../../system/log.ts';
import type { AbortableWait, Clock } from '../../time/clock.ts';
import { canVerifySignatures, type RunProgram, refusedInstaller } from '../../updates/authenticode.ts';
import type { UpdateBuild } from '../../updates/build.ts';
import { feedFile } from '../../updates/feed.ts';
import { requestFeed } from '../../updates/feed-request.ts';
import { createIdleGate } from '../../updates/idle-gate.ts';
import { createInstaller } from '../../updates/installer.ts';
import { openUpdateRecord } from '../../updates/update-record.ts';
import { createUpdateStore, type UpdateStore } from '../../updates/updates.ts';
import type { Companion } from '../state/app-store.ts';
import type { Network } from './create-network.ts';

/** What the desktop provides. */
export interface UpdateDesktop {
  /** Opens a page in the user's browser. */
  readonly openExternal: (page: string) => unknown;
  /** Notifies the user of an update. */
  readonly onNew: () => void;
  /** Serves local tools again, which were closed for a restart that has failed. */
  readonly onRestartFailed: () => void;
}

/** Checks for updates from now on, as long as the app runs. */
export async function openUpdates(parts: {
  readonly built: UpdateBuild;
  readonly profile: string;
  readonly companion: Companion;
  readonly network: Network;
  readonly net: Pick<Net, 'request'>;
  readonly awake: AbortableWait;
  readonly clock: Clock;
  readonly log: Log;
  readonly desktop: UpdateDesktop;
}): Promise<UpdateStore> {
  const { built, profile, companion, network, net, awake, clock, log, desktop } = parts;
  const { platform, arch } = process;
  const { passwords, proxy } = network;
  const { snapshot, subscribe, changed } = companion;
  const { sessions } = companion.accounts;
  // Don't ask the user for proxy credentials because of an update check.
  const inBackground = { forRequest: passwords.forBackgroundRequest, passed: () => {} };
  const ask = {
    fetch: fetchOver(await network.partition('companion-updates'), net, inBackground),
    clock,
    feed: built.feed,
    file: feedFile(platform, arch),
  };
  return createUpdateStore({
    running: app.getVersion(),
    ask: (signal) => requestFeed(ask, signal),
    installer: platform === 'linux' ? null : installer(),
    openDownloadPage: () => desktop.openExternal(built.page),
    whileIdle: createIdleGate({ sessions, snapshot, subscribe }),
    awake,
    record: openUpdateRecord(join(profile, 'updates.json')),
    onNew: desktop.onNew,
    onChange: changed,
    clock,
    random: Math.random,
    log,
  });

  function installer() {
    const { publisher } = built;
    return createInstaller({
      async load() {
        const library = await import('electron-updater');
        return { updater: library.autoUpdater, Provider: library.Provider };
      },
      signed:
        platform === 'win32' && publisher !== null
          ? {
              publisher,
              config: () => readFile(join(process.resourcesPath, 'app-update.yml'), 'utf8'),
              canVerify: () => canVerifySignatures(runProgram, process.execPath),
              refused: (file) => refusedInstaller(runProgram, file, { publisher, running: app.getVersion() }),
            }
          : null,
      accepted: platform === 'darwin' ? acceptedBySquirrel : null,
      async prepare(own) {
        if (proxy) await own.setProxy(proxy);
      },
      authenticator: passwords.forBackgroundRequest,
      clock,
      settled: () => settleForInstaller({ sessions, tools: companion.tools, clock }),
      onRestartFailed: desktop.onRestartFailed,
    });
  }
}

/** macOS: resolves once Squirrel has verified the signature and unpacked the new version; its own error rejects. */
function acceptedBySquirrel(signal: AbortSignal): Promise<string | null> {
  return once(autoUpdater, 'update-downloaded', { signal }).then(
    () => null,
    () => 'not-accepted',
  );
}

/** The limit is generous, because PowerShell is slow to start on some computers. */
const runProgram: RunProgram = (file, args) => promisify(execFile)(file, [...args], { timeout: 30_000 });
