import { expect, it, test } from 'vitest';
import { LANGUAGE_TAGS } from '../../../locales/languages.ts';
import { sandboxState } from '../../../main/system/sandbox.ts';
import { allMessages } from '../messages.ts';

it.each([
  [[], true, 'on'],
  [[], false, 'on'],
  // This is an AppImage whose launcher has found that the system allows no sandbox.
  [['no-sandbox'], true, 'off'],
  // This is root, for whom Electron starts only without a sandbox, or a developer's switch.
  [['no-sandbox'], false, 'off-from-source'],
])('with the switches %j in a package (%s) the sandbox is %s', (switches: readonly string[], isPackaged, state) => {
  const commandLine = { hasSwitch: (name: string) => switches.includes(name) } as Electron.CommandLine;
  expect(sandboxState({ commandLine, isPackaged })).toBe(state);
});

test.each(LANGUAGE_TAGS)('a run from source is not sent to a package: %s', async (language) => {
  const words = await allMessages({ language, systemLocale: language });
  expect(words.withoutSandbox('on')).toBeNull();
  expect(words.withoutSandbox('off')?.next).toMatch(/deb/);
  const fromSource = words.withoutSandbox('off-from-source');
  expect(fromSource?.text).toContain('--no-sandbox');
  expect(fromSource?.next).toMatch(/root/);
  expect(fromSource?.next).not.toMatch(/deb|rpm/);
});
