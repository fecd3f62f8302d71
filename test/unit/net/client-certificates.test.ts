import { EventEmitter } from 'node:events';
import type { App } from 'electron';
import { expect, it, vi } from 'vitest';
import { sendNoClientCertificates } from '../../../main/net/client-certificates.ts';

it('a server that requests a client certificate gets none of those on this computer', () => {
  const app = new EventEmitter();
  // The code under test calls only `on`.
  sendNoClientCertificates(app as unknown as App);
  const event = { preventDefault: vi.fn() };
  const answer = vi.fn();
  app.emit('select-client-certificate', event, null, 'login.example.org:443', [{ subjectName: 'Ada' }], answer);
  expect(event.preventDefault).toHaveBeenCalledOnce();
  expect(answer.mock.calls).toEqual([[]]);
});
