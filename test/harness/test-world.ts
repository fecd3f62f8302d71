/** The environment of a test run: a runtime, the bundles, a screen and a mark. Created once, and passed on in a variable. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { say } from './cannot-run.ts';
import { type Force, splitCommandLine } from './command-line.ts';
import { type Display, displayEnvironment, openDisplay } from './display.ts';
import { MARK } from './processes.ts';
import { findChromium, findProgram } from './programs.ts';
import { chooseRuntime, describeRuntime, type Runtime } from './runtime.ts';
import { aptInstall, findInstaller } from './system-packages.ts';
import { thisComputer, versions } from './world.ts';

export interface TestWorld {
  readonly runtime: Runtime;
  readonly display: Display;
  /** The browser that acts as the phone; null for Playwright's own. */
  readonly phone: string | null;
  /** The mark in the environment of every process that the run starts. */
  readonly mark: string;
}

/** Returns the world that was prepared for this run. Throws if there is none. */
export function testWorld(): TestWorld {
  const text = process.env[VARIABLE];
  if (!text) throw new Error('start the end-to-end tests with npm test, npm run test:e2e or playwright test');
  return JSON.parse(text);
}

export function isPrepared(): boolean {
  return process.env[VARIABLE] !== undefined;
}

/** Prepares the tests' world. The caller must call the returned function to release it. Throws CannotRun. */
export async function prepareTests(args: readonly string[]): Promise<{ world: TestWorld; close(): Promise<void> }> {
  const { force } = splitCommandLine(args);
  installTools();
  const { display, close } = await openDisplay();
  try {
    return { world: await openWorld(force, display), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function openWorld(force: Force, display: Display): Promise<TestWorld> {
  if (display.kind === 'none') say('Xvfb is not installed, so windows are tested headless.');
  const computer = thisComputer({ exists: display.kind !== 'none', environment: displayEnvironment(display) ?? {} });
  const runtime = await chooseRuntime({ force, window: true, server: 'loopback' }, computer);
  say(`Runtime: ${describeRuntime(runtime, versions())}.`);
  // The tests run the build in `out/`.
  (await build()).remove();
  const world = { runtime, display, phone: findChromium(), mark: randomBytes(8).toString('hex') };
  shareWorld(world);
  process.env[MARK] = world.mark;
  return world;
}

/** Makes it the world of this process and of those that it starts: its screen and its Chromium are theirs too. */
export function shareWorld(world: TestWorld): void {
  const { runtime, display } = world;
  process.env[VARIABLE] = JSON.stringify(world);
  for (const [name, value] of Object.entries({
    ...displayEnvironment(display),
    ...(runtime.kind === 'stand-in' && runtime.chromium && { CHROMIUM: runtime.chromium }),
  })) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

const VARIABLE = 'COMPANION_TEST_WORLD';

function missingTools(): readonly string[] {
  if (process.platform !== 'linux') return [];
  return [...(findProgram('Xvfb') ? [] : ['xvfb']), ...(process.env['LONG'] === '1' ? missingFonts() : [])];
}

/** The long run compares pictures, whose letters must look the same everywhere. */
function missingFonts(): readonly string[] {
  const has = (file: string) => existsSync(join('/usr/share/fonts', file));
  return [
    ...(has('truetype/noto/NotoSans-Regular.ttf') ? [] : ['fonts-noto-core']),
    ...(has('opentype/noto/NotoSansCJK-Regular.ttc') ? [] : ['fonts-noto-cjk']),
  ];
}

function installTools(): void {
  const tools = missingTools();
  if (tools.length > 0 && findInstaller()?.allowed && !aptInstall(tools))
    say(`${tools.join(' and ')} could not be installed.`);
}
