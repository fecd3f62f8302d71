/** Stories of commands, which are real processes with the story's server and profile. None outlives its story. */
import { type CommandOptions, type CommandRun, startCommand } from '../harness/command.ts';
import { test as base, expect } from '../harness/fixtures.ts';
import { approve } from './steps.ts';

export { expect } from '../harness/fixtures.ts';

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Stories {
  /** Starts a command, which ends with the story. */
  readonly command: (args: readonly string[], more?: Partial<CommandOptions>) => CommandRun;
  /** Signs ada in, in a terminal. */
  readonly signIn: () => Promise<void>;
  /** Allows a tool permanently, in a terminal. */
  readonly allow: (tool: string) => Promise<void>;
}

export const test = base.extend<Stories>({
  async command({ server: { url, clientId, scope }, home }, use) {
    const flags = [`--server-url=${url}`, `--client-id=${clientId}`, `--scope=${scope}`];
    const runs: CommandRun[] = [];
    await use((args, more = {}) => {
      const started = startCommand({ home, ...more, args: [...flags, ...args] });
      runs.push(started);
      return started;
    });
    for (const each of runs) each.signal('SIGKILL');
    await Promise.all(runs.map((each) => each.exitCode));
  },
  async signIn({ terminal, server }, use) {
    await use(async () => {
      const signing = terminal();
      await approve(server, (await signing.prompt()).userCode, 'ada@example.org');
      expect(await signing.exitCode).toBe(0);
    });
  },
  async allow({ command }, use) {
    await use(async (tool) => {
      const allowing = command(['tools', 'allow', tool], { types: 'a' });
      expect(await allowing.exitCode, allowing.stdout.text()).toBe(0);
    });
  },
});

/** The result of a command, once it has ended. */
export async function ended(started: CommandRun): Promise<Ended> {
  const code = await started.exitCode;
  // The stand-in prints a line about itself.
  const stderr = started.stderr.text().replace(/^This is the Electron stand-in.*\n/m, '');
  return { code, stdout: started.stdout.text(), stderr };
}
