/** Checks whether local tools can reach the app. */
import { basename, dirname, join, sep } from 'node:path';
import type { Fact, Finding } from '../../preload/api.ts';
import { finding, underHome } from './finding.ts';
import type { DiagnosticsParts } from './types.ts';

type ToolsParts = Pick<DiagnosticsParts, 'localTools' | 'toolsApi' | 'running' | 'profile' | 'profileIsUsual' | 'home'>;

/** Checks the socket. Changes nothing. */
export async function diagnoseTools(parts: ToolsParts): Promise<Finding> {
  const { value, lockedBy } = parts.localTools;
  if (value === 'off') return finding('tools', lockedBy === null ? 'off' : 'off-by-policy');
  const [api, running] = await Promise.all([parts.toolsApi(), parts.running()]);
  switch (api?.kind) {
    case undefined:
      return finding('tools', 'unknown');
    case 'listening':
      return running === 'none' ? finding('tools', 'in-use', fileOf(api.path, parts)) : finding('tools', 'listening');
    case 'not-started':
      return finding('tools', running === 'another' ? 'not-listening' : 'ready');
    case 'trouble':
      return finding('tools', api.why, ...(api.path === null ? [] : [fileOf(api.path, parts)]));
    default:
      return api satisfies never;
  }
}

/**
 * A path for the report. A profile or runtime folder elsewhere may have a user's name in
 * its path, so only the part inside is shown.
 */
function fileOf(path: string, { profile, profileIsUsual, home }: ToolsParts): Fact {
  if (path.startsWith(profile + sep))
    return ['file', profileIsUsual ? underHome(path, home) : `profile${path.slice(profile.length)}`];
  const inRuntimeFolder = basename(dirname(path)) === FOLDER ? join(FOLDER, basename(path)) : basename(path);
  return ['file', `$XDG_RUNTIME_DIR/${inRuntimeFolder}`];
}

/** The sockets' folder in the runtime folder. */
const FOLDER = 'transparenc-companion';
