import { describe, expect, it } from 'vitest';
import { codeLocation } from '../../../main/system/error-name.ts';

const FRAMES = `
    at JSON.parse (<anonymous>)
    at node:internal/process/task_queues:95:5
    at read (file:///opt/Companion/resources/app.asar/out/main/chunks/session-B4x_9.js:120:14)
    at file:///opt/Companion/resources/app.asar/out/main/index.js:3:7`;

/** An error with this stack below its message, as V8 writes it. */
function thrown(message: string, frames = FRAMES, madeAs = 'Error'): Error {
  return Object.assign(new Error(message), { stack: `${message ? `${madeAs}: ${message}` : madeAs}${frames}` });
}

describe('where an error was made', () => {
  it.each([
    ['with a message', thrown('no such token')],
    ['without one', thrown('')],
    ['of a class that names itself later', Object.assign(thrown('x'), { name: 'VaultError' })],
    ['of another class', thrown('x', FRAMES, 'TypeError')],
  ])('is the first line of the program’s own code: %s', (_, error) => {
    expect(codeLocation(error)).toBe('session-B4x_9.js:120:14');
  });

  it('has the same form on Windows', () => {
    expect(codeLocation(thrown('x', '\n    at C:\\Companion\\out\\main\\index.js:3:7'))).toBe('index.js:3:7');
  });

  it.each([
    ['no error', 'out/main/index.js:1:1'],
    [
      'code that was made at run time',
      thrown('x', '\n    at eval (eval at a (/out/main/index.js:3:7), <anonymous>:1:1)'),
    ],
    ['no code of ours', thrown('x', '\n    at JSON.parse (<anonymous>)')],
    ['a message that looks like a stack', thrown('x\n    at a (/out/main/secret.js:1:1)', '\n    at b (node:fs:1:1)')],
    ['a message that was changed later', Object.assign(thrown('/out/main/secret.js:1:1'), { message: 'x' })],
  ])('is not known for %s', (_, error) => {
    expect(codeLocation(error)).toBeNull();
  });
});
