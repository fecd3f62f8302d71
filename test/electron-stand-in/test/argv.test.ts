import { describe, expect, it } from 'vitest';
import { readArguments } from '../src/argv.ts';

describe('the command line', () => {
  it.each([
    { args: ['.'], app: '.' },
    { args: [], app: null },
    { args: ['--no-sandbox', 'folder', 'other'], app: 'folder' },
    { args: ['-r', 'first.cjs', '--require', 'second.cjs', '.'], app: '.', preloads: ['first.cjs', 'second.cjs'] },
    { args: ['.', '-r', 'not-ours.cjs'], app: '.' },
    { args: ['--version'], app: null, version: true },
    { args: ['-v'], app: null, version: true },
    { args: ['.', '--version'], app: '.' },
    { args: ['--inspect', '.'], app: '.', inspectPort: 9229 },
    { args: ['--inspect=0', '.'], app: '.', inspectPort: 0 },
    { args: ['--inspect=127.0.0.1:5858', '.'], app: '.', inspectPort: 5858 },
  ])('$args asks for $app', ({ args, app, preloads = [], version = false, inspectPort = null }) => {
    expect(readArguments(args)).toMatchObject({ app, preloads, version, inspectPort });
  });

  it('gives Chromium every switch up to a bare --', () => {
    const { switches } = readArguments([
      '--lang=de',
      '.',
      '--hidden',
      '--server-url=https://a/?b=c',
      '--',
      '--not-one',
    ]);
    expect([...switches]).toEqual([
      ['lang', 'de'],
      ['hidden', ''],
      ['server-url', 'https://a/?b=c'],
    ]);
  });

  it("passes Playwright's command line as its loader expects it", () => {
    const { app, preloads, inspectPort, switches } = readArguments([
      '-r',
      'loader.js',
      '--no-sandbox',
      '--inspect=0',
      '--remote-debugging-port=0',
      '.',
      '--hidden',
    ]);
    expect({ app, preloads, inspectPort }).toEqual({ app: '.', preloads: ['loader.js'], inspectPort: 0 });
    expect(switches.get('remote-debugging-port')).toBe('0');
  });
});
