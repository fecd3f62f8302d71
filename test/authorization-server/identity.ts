/** The identity of a server, which survives a restart: its keys and its port. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JWKS } from 'oidc-provider';
import { write } from './store.ts';

export interface Identity {
  readonly signingKeys: JWKS;
  readonly cookieKeys: readonly string[];
  /** The port it listened on last; null before the first time. */
  readonly port: number | null;
}

/** The identity kept in `stateFolder`, or a new one if none can be read. */
export function loadIdentity(stateFolder: string | undefined): Identity {
  if (stateFolder === undefined) return newIdentity();
  try {
    // Only this file's own `keepIdentity` writes it.
    return JSON.parse(readFileSync(fileIn(stateFolder), 'utf8')) as Identity;
  } catch {
    return newIdentity();
  }
}

export function keepIdentity(stateFolder: string, identity: Identity): void {
  write(fileIn(stateFolder), identity);
}

function newIdentity(): Identity {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
  return {
    signingKeys: {
      keys: [{ kty, crv, x, y, d, alg: 'ES256', use: 'sig', kid: randomBytes(8).toString('hex') }],
    } as JWKS,
    cookieKeys: [randomBytes(32).toString('hex')],
    port: null,
  };
}

function fileIn(stateFolder: string): string {
  return join(stateFolder, 'identity.json');
}
