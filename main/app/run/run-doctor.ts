/** `--doctor`: checks this computer and prints the results. Changes nothing. */
import { homedir } from 'node:os';
import { app, session as electronSession, safeStorage } from 'electron';
import { bySeverity, loadDoctorMessages, worstOf } from '../../../locales/doctor.ts';
import { languageFor } from '../../../locales/languages.ts';
import type { Finding, Language } from '../../../preload/api.ts';
import { accountsFileIn } from '../../accounts/accounts-file.ts';
import { lostVaults } from '../../accounts/lost-accounts.ts';
import { EXIT } from '../../cli/exit-codes.ts';
import { type Flags, isProblem } from '../../cli/flags.ts';
import { watchStdout } from '../../cli/stdout.ts';
import { createLoginItem } from '../../desktop/login-item.ts';
import { isRunningWith } from '../../diagnostics/instance.ts';
import { findingLines, reportText } from '../../diagnostics/report.ts';
import { saveReport } from '../../diagnostics/save.ts';
import { inspectApi } from '../../local-tools/local-api.ts';
import { policyPath } from '../../settings/policy/path.ts';
import { proxyConfig } from '../../settings/policy/proxy.ts';
import { readPolicy } from '../../settings/policy/read.ts';
import { NO_SERVER, resolveServer } from '../../settings/resolve.ts';
import { settingIn } from '../../settings/settings-store.ts';
import { readUserSettings, unknownFields } from '../../settings/user-settings.ts';
import { codeOf } from '../../system/error-name.ts';
import { deviceOs } from '../../system/os-name.ts';
import { systemClock } from '../../time/clock.ts';
import { electronKeychain } from '../../vault/safe-storage.ts';
import { knownAccounts, vaultsOf, withoutAbandoned } from '../account-list/known-accounts.ts';
import { runDiagnostics } from '../wiring/create-diagnostics.ts';
import { socketPathParts } from '../wiring/socket-path-parts.ts';
import { APP_ID, hideFromDock, type WindowlessRun } from './run-context.ts';
import { noteUnknownSettings } from './unknown-settings.ts';

/** Prints the findings, writes the file for `--report`, and ends the process with an exit code that shows if there is a problem. */
export async function start({ profile, flags, leave, processExit }: Omit<WindowlessRun, 'log'>): Promise<void> {
  const stdout = watchStdout(process);
  // A check can be cut off at any point.
  processExit.interrupted.addEventListener('abort', () => processExit.exit(EXIT.interrupted));
  hideFromDock();
  await app.whenReady();
  const { platform, env: environment, execPath: executable } = process;
  const policy = await readPolicy(policyPath(platform));
  const { managed, serverIsCertain } = policy;
  const read = await readUserSettings(profile);
  const user = isProblem(read) ? {} : read;
  noteUnknownSettings(profile, unknownFields(user));
  const words = await wordsIn(
    languageFor(settingIn(managed, user, 'language').value, app.getPreferredSystemLanguages()),
  );

  const network = electronSession.fromPartition('companion');
  if (managed.proxy) await network.setProxy(proxyConfig(managed.proxy));
  const setting = () => (isProblem(read) ? read : resolveServer(flags, environment, read, policy));
  const resolved = serverIsCertain ? setting() : NO_SERVER;
  const loaded = await withoutAbandoned(profile, await accountsFileIn(profile).inspect());
  const known = isProblem(resolved) ? null : await knownAccounts(profile, resolved, policy, () => loaded);
  const accounts = known && !isProblem(resolved) ? vaultsOf(known, resolved, loaded) : [];
  const configured = known && !isProblem(resolved) ? known.configured(resolved) : [];
  write(`${words.underWay} ${words.intro}\n`);
  const findings: Finding[] = [];
  await runDiagnostics(
    {
      profile,
      flags,
      policy,
      setting: resolved,
      accounts,
      network,
      keychain: electronKeychain(safeStorage, platform, profile),
      clock: systemClock(),
      os: await deviceOs(),
      loginItem: createLoginItem({ app, platform, appId: APP_ID, environment, executable, home: homedir(), args: [] }),
      running: () => isRunningWith(profile, platform),
      localTools: settingIn(managed, user, 'localTools'),
      toolsApi: () => inspectApi(profile, socketPathParts()),
      auditLost: () => 0,
      lockIsKnown: () => null,
      missingVaults: () => lostVaults(profile, loaded, configured),
    },
    (found) => findings.push(found),
  );
  const worst = worstOf(findings);
  write(`${words.whole[worst]}\n`);
  for (const found of bySeverity(findings)) write(findingLines(found, words).join('\n'));
  const unsaved = await writeReport(flags, findings);
  if (unsaved) return leave(EXIT.usage, unsaved);
  if (flags.values.report !== undefined) write(`\n${words.saved}`);
  processExit.exit(await stdout.exitCode(worst === 'wrong' ? EXIT.error : EXIT.ok));
}

function wordsIn(language: Language) {
  return loadDoctorMessages({ language, systemLocale: app.getSystemLocale() });
}

/** Why the report could not be written; null if it was written or not requested. */
async function writeReport(flags: Flags, findings: readonly Finding[]): Promise<string | null> {
  const file = flags.values.report;
  if (file === undefined) return null;
  const text = reportText(findings, await wordsIn('en'), Date.now());
  try {
    await saveReport(file, text, { mayReplace: false });
    return null;
  } catch (error) {
    return `--report must name a new file in a folder that can be written to, and ${file} is not one (${codeOf(error)}).`;
  }
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}
