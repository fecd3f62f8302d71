/** Checks the keyring and the vaults, in the same way as the app uses them. */
import { join } from 'node:path';
import type { Fact, Finding } from '../../preload/api.ts';
import { pathOf } from '../oauth/server-check.ts';
import { inspectVault } from '../vault/inspect.ts';
import { layoutOf } from '../vault/layout.ts';
import type { Keychain } from '../vault/options.ts';
import { protectionNow } from '../vault/protection.ts';
import { finding, underHome } from './finding.ts';
import type { ServerProbe } from './server.ts';
import type { DiagnosedAccount, DiagnosticsParts } from './types.ts';

/** Checks the keyring by wrapping and unwrapping a test value, because its own report proves nothing. */
export async function diagnoseKeyring(keychain: Keychain): Promise<Finding> {
  const protection = await protectionNow(keychain);
  return finding('keyring', protection === 'keychain' ? 'protects' : protection, ['keyring', keychain.name]);
}

/** Checks an account's stored sign-in: whether it can be read, and whether it still matches the server's metadata. */
export async function diagnoseSignIn(
  { profile, keychain, machineId }: Pick<DiagnosticsParts, 'profile' | 'keychain' | 'machineId'>,
  account: DiagnosedAccount | null,
  asking: Promise<ServerProbe | null>,
): Promise<Finding> {
  if (!account) return finding('vault', 'unknown');
  const { server } = account;
  const binding = { baseUrl: server.baseUrl, clientId: server.clientId, tokenEndpoint: server.tokenEndpoint };
  const layout = layoutOf(join(profile, 'vault'), binding, account.vault);
  const inspected = await inspectVault({ layout, keychain, machineId }, binding);
  switch (inspected.kind) {
    case 'empty':
    case 'not-deleted':
      return finding('vault', inspected.kind);
    case 'unreadable':
      return finding('vault', inspected.trouble);
    case 'kept': {
      const over = ['kept', inspected.isOver ? 'a sign-in that has ended' : 'a sign-in'] as const;
      const { endpoints } = inspected;
      const facts: readonly Fact[] = [over, ['token path', pathOf(endpoints?.token ?? server.tokenEndpoint)]];
      if (inspected.isFromBefore) return finding('vault', 'from-before', ...facts);
      if (!inspected.isOver && isElsewhere(endpoints?.token ?? server.tokenEndpoint, await asking))
        return finding('vault', 'other-endpoint', ...facts);
      return finding('vault', inspected.protection === 'weak' ? 'kept-weakly' : 'kept', ...facts);
    }
    default:
      return inspected satisfies never;
  }
}

/** Whether each sign-in on the disk belongs to an account. */
export async function diagnoseAccounts({
  profile,
  home,
  missingVaults,
}: Pick<DiagnosticsParts, 'profile' | 'home' | 'missingVaults'>): Promise<Finding> {
  const missing = await missingVaults();
  if (!missing) return finding('accounts', 'unknown');
  if (missing.length === 0) return finding('accounts', 'listed');
  const folders = missing.map((name): Fact => ['vault', name]);
  return finding('accounts', 'lost', ['folder', underHome(join(profile, 'vault'), home)], ...folders);
}

/** Whether the server's metadata names another token endpoint by now. The sign-in keeps using the original one (R7). */
function isElsewhere(tokenEndpoint: string, asked: ServerProbe | null): boolean {
  const named = asked?.discovered.metadata?.tokenEndpoint ?? null;
  return named !== null && named !== tokenEndpoint;
}
