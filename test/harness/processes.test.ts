import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { leftovers, MARK, processesMarked } from './processes.ts';

describe('what a run has left behind', () => {
  beforeEach(({ skip }) => skip(process.platform !== 'linux', 'processes are read from /proc, which is Linux’s'));

  it('is found by its mark even without its parent, and is gone once it has ended', async () => {
    const mark = `unit-${process.pid}`;
    // The shell ends immediately, so the process it started is an orphan.
    const parent = spawn('/bin/sh', ['-c', 'sleep 60 & echo $!'], { env: { ...process.env, [MARK]: mark } });
    const [output] = await once(parent.stdout, 'data');
    await once(parent, 'exit');
    const pid = Number(output);

    // For a moment after the fork, it is still the shell.
    await expect.poll(() => processesMarked(mark)).toEqual([{ pid, command: 'sleep 60' }]);
    expect(await leftovers(mark, 0)).toHaveLength(1);
    process.kill(pid, 'SIGKILL');
    expect(await leftovers(mark)).toEqual([]);
  });

  it('does not include what another user runs', () => {
    expect(processesMarked('a mark that no one has')).toEqual([]);
  });
});
