import { expect, it } from 'vitest';
import { enableSandbox, isSandboxEnabled } from '../src/sandbox.ts';

it.each([
  [[], true],
  [['no-sandbox'], false],
  [['enable-sandbox', 'no-sandbox'], true],
])('with %j the sandbox is on: %s', (names, isOn) => {
  expect(isSandboxEnabled(new Map(names.map((name) => [name, ''])))).toBe(isOn);
});

it('app.enableSandbox() takes --no-sandbox off the command line', () => {
  const switches = new Map([
    ['no-sandbox', ''],
    ['lang', 'de'],
  ]);
  enableSandbox(switches);
  expect([...switches.keys()]).toEqual(['lang', 'enable-sandbox']);
});
