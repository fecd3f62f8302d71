import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Claim, claim, type Greeting, leaveMark, removeMark } from '../src/single-instance.ts';

const greeting = (data: unknown): Greeting => ({ argv: ['app', '--flag'], directory: '/somewhere', data });
const ignored = () => undefined;

function release(taken: Claim): void {
  if (taken.kind === 'first') taken.release();
}

describe('the single instance', () => {
  it('is the first to claim a name; the second one sends it how it was started', async () => {
    const key = randomUUID();
    const heard = Promise.withResolvers<Greeting>();
    const first = claim(key, greeting(null), heard.resolve);
    const second = claim(key, greeting({ deep: ['data'] }), ignored);
    expect([first.kind, second.kind]).toEqual(['first', 'second']);
    if (second.kind === 'second') await second.reported;
    expect(await heard.promise).toEqual(greeting({ deep: ['data'] }));
    release(first);
  });

  it('leaves other names alone', () => {
    const claims = [claim(randomUUID(), greeting(1), ignored), claim(randomUUID(), greeting(1), ignored)];
    expect(claims.map(({ kind }) => kind)).toEqual(['first', 'first']);
    claims.forEach(release);
  });

  it('leaves the mark that Chromium leaves, and takes it away; an old one is no hindrance', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mark-'));
    leaveMark(folder);
    leaveMark(folder);
    expect(readlinkSync(join(folder, 'SingletonLock'))).toBe(`${hostname()}-${process.pid}`);
    removeMark(folder);
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it('ends with its exit code although the mark cannot be taken away any more', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mark-'));
    const mark = JSON.stringify(join(folder, 'SingletonLock'));
    const program = `
      import { mkdirSync, rmSync } from 'node:fs';
      import { leaveMark } from ${JSON.stringify(join(import.meta.dirname, '../src/single-instance.ts'))};
      leaveMark(${JSON.stringify(folder)});
      rmSync(${mark});
      mkdirSync(${mark});
      process.exit(6);`;
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', program]);
    expect({ status, stderr: String(stderr) }).toEqual({ status: 6, stderr: '' });
    rmSync(folder, { recursive: true });
  });

  it('can be claimed again once it is released', () => {
    const key = randomUUID();
    release(claim(key, greeting(1), ignored));
    const again = claim(key, greeting(1), ignored);
    expect(again.kind).toBe('first');
    release(again);
  });
});
