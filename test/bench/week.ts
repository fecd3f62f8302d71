/** `node --expose-gc test/bench/week.ts WEEKS`: by how many bytes the heap grows in each week of polls, refreshes and windows. */
import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { createWindowManager } from '../../main/desktop/window.ts';
import { createHttpClient } from '../../main/net/http-client.ts';
import { createSession } from '../../main/session/session.ts';
import { watchPower } from '../../main/time/power.ts';
import { createSerialQueue } from '../../main/time/serial-queue.ts';
import { chance } from '../simulation/chance.ts';
import { createComputer } from '../simulation/computer.ts';
import { modelServer } from '../simulation/model-server.ts';
import { fakeClock } from '../unit/fake-clock.ts';
import { server as address, INERT, memoryRevokeOnly, memoryVault } from '../unit/session/parts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

class Painted extends EventEmitter {
  readonly webContents = new EventEmitter();
  loadURL = async () => {};
  show = () => {};
  isDestroyed = () => false;
  getNormalBounds = () => ({ x: 0, y: 0, width: 480, height: 720 });
  close() {
    this.emit('close');
    this.emit('closed');
  }
}

const clock = fakeClock();
const { random } = chance('week');
// Each day a code is displayed for some minutes. A sign-in is renewed every twelve minutes.
const model = () =>
  modelServer({ elapsedMs: clock.elapsedMs, graceMs: 0, accessLifeMs: 15 * MINUTE_MS, approvalMs: 5 * MINUTE_MS });
let server = model();

const http = createHttpClient({
  clock,
  async fetch(input, init) {
    const request = new Request(input, init);
    const form = Object.fromEntries(new URLSearchParams(await request.text()));
    await clock.sleep(100);
    const { response, arrived } = server.serve(new URL(request.url).pathname, form);
    arrived();
    return response;
  },
});
const { powerMonitor, net } = createComputer(clock, () => {});
// This has the events of the power monitor that the code under test listens to.
const power = watchPower({ powerMonitor: powerMonitor as never, net, clock, onWake: () => session.woke() });
const session = createSession({
  ...INERT,
  server: address,
  http,
  refreshHttp: http,
  inTurn: createSerialQueue(),
  vault: memoryVault(),
  revokeOnly: memoryRevokeOnly(),
  ...power,
  clock,
  random,
  clockSkew: { offMs: () => null },
  onChange: () => {},
});
const windows = createWindowManager({
  // The window is opened, painted and closed. It has every member that this needs.
  BrowserWindow: Painted as unknown as new () => BrowserWindow,
  screen: { getAllDisplays: () => [] },
  nativeTheme: { shouldUseDarkColors: false },
  url: 'app://companion/index.html',
  preload: '/app/preload/index.cjs',
  title: 'Transparenc Companion',
  icon: '/app/icons/app.png',
  devTools: false,
  bounds: { load: () => null, save: () => {} },
  onClosed: () => {},
  log: () => {},
});

async function hour(): Promise<void> {
  windows.show();
  windows.window()?.emit('ready-to-show');
  windows.window()?.close();
  for (let minutes = 0; minutes < 60; minutes += 10) await clock.advance(10 * MINUTE_MS);
}

/** Signs in with a pending code, stays signed in, and signs out; in a heap without the model server's memory. */
async function day(): Promise<number> {
  server = model();
  void session.signIn();
  for (let hours = 0; hours < 24; hours += 1) await hour();
  if (session.state().kind !== 'signed-in') throw new Error(`a day ends ${session.state().kind}`);
  const renewed = server.rotations.length;
  void session.signOut();
  await clock.advance(HOUR_MS);
  server = model();
  return renewed;
}

function heap(): number {
  if (!globalThis.gc) throw new Error('run it with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/** How many sign-ins were renewed in a week. */
async function week(): Promise<number> {
  let renewed = 0;
  for (let days = 0; days < 7; days += 1) renewed += await day();
  return renewed;
}

const weeks = Number(process.argv[2]);
await session.start();
// V8 compiles frequently used code and keeps it, which costs memory in the first weeks.
for (let n = 0; n < 3; n += 1) await week();
const grown: number[] = [];
let renewed = 0;
for (let before = heap(); grown.length < weeks; before += grown.at(-1) ?? 0) {
  renewed = await week();
  grown.push(heap() - before);
}
process.stdout.write(JSON.stringify({ grown, renewed }));
