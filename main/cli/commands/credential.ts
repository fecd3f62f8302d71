/** `credential`: a credential helper for programs that have a protocol for one. */
import { dockerCredential } from './credential-docker.ts';
import { gitCredential } from './credential-git.ts';
import { kubectlCredential } from './credential-kubectl.ts';
import { usage } from './fail.ts';
import type { CommandParts } from './parts.ts';

/** The user name that goes with a token as password. Servers that take tokens by Basic ignore it. */
export const TOKEN_USER = 'oauth2';

export async function credential(parts: CommandParts): Promise<number> {
  const [helper, action, ...more] = parts.command.words;
  const must = 'be written credential git get|store|erase, credential kubectl or credential docker get|store|erase|list';
  if (helper === 'git' && action !== undefined && more.length === 0) return gitCredential(parts, action);
  if (helper === 'docker' && action !== undefined && more.length === 0) return dockerCredential(parts, action);
  if (helper === 'kubectl' && action === undefined) return kubectlCredential(parts);
  return usage(parts.io, { setting: 'The command credential', must });
}

/**
 * The host of an address that a token may be sent to, with its port if that is not 443; null: no https address.
 * Without a scheme it is read as https, as git and docker mean it.
 */
export function httpsHost(address: string): string | null {
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(address) ? address : `https://${address}`;
  if (!URL.canParse(url)) return null;
  const { protocol, host } = new URL(url);
  return protocol === 'https:' && host !== '' ? host : null;
}
