/** Facts about this system that don't change while the app runs. */
import { app } from 'electron';
import { sandboxState } from '../../system/sandbox.ts';
import type { SnapshotParts } from '../state/snapshots.ts';

/** @param os the system's name and version */
export function systemFacts(os: string): SnapshotParts['system'] {
  const { electron, chrome: chromium, node } = process.versions;
  return { mayLackKeyring: process.platform === 'linux', sandbox: sandboxState(app), os, electron, chromium, node };
}
