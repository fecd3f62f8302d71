import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { followLog } from '../src/chromium/log.ts';

const LINE = '\nDevTools listening on ws://127.0.0.1:1234/devtools/browser/a-b\n';
const COMPLAINT = 'ERROR:dbus/bus.cc Failed to connect to the bus\n';

it('finds the address in one piece with pages of complaints before and after it', async () => {
  const stderr = new PassThrough();
  const log = followLog(stderr);

  stderr.write(COMPLAINT.repeat(1000) + LINE + COMPLAINT.repeat(1000));

  await expect(log.address).resolves.toBe('ws://127.0.0.1:1234/devtools/browser/a-b');
});

it('finds an address that arrives in two pieces, and keeps the last words alone', async () => {
  const stderr = new PassThrough();
  const log = followLog(stderr);

  stderr.write(COMPLAINT.repeat(1000) + LINE.slice(0, 30));
  stderr.write(`${LINE.slice(30)}the end`);

  await expect(log.address).resolves.toBe('ws://127.0.0.1:1234/devtools/browser/a-b');
  expect(log.tail()).toMatch(/the end$/);
  expect(log.tail().length).toBeLessThanOrEqual(4000);
});
