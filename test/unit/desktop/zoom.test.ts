/** Zooming on systems without an application menu. */
import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, it } from 'vitest';
import { makeZoomable } from '../../../main/desktop/zoom.ts';

class FakeContents extends EventEmitter {
  level = 0;
  getZoomLevel = () => this.level;
  setZoomLevel = (level: number) => {
    this.level = level;
  };
}

function page() {
  const contents = new FakeContents();
  // The fake has every member that the code under test calls.
  makeZoomable(contents as unknown as WebContents);
  const press = (key: string, input: object = { control: true }) => {
    let prevented = false;
    const event = { preventDefault: () => (prevented = true) };
    contents.emit('before-input-event', event, {
      type: 'keyDown',
      key,
      control: false,
      meta: false,
      alt: false,
      ...input,
    });
    return prevented;
  };
  return { contents, press };
}

it.each([
  ['+', 0.5],
  ['=', 0.5],
  ['-', -0.5],
  ['_', -0.5],
])('Ctrl and %s zooms to level %d, and the page does not get the key', (key, level) => {
  const { contents, press } = page();
  expect([press(key), contents.level]).toEqual([true, level]);
});

it('⌘ works like Ctrl', () => {
  const { contents, press } = page();
  press('+', { meta: true });
  expect(contents.level).toBe(0.5);
});

it('Ctrl and 0 goes back', () => {
  const { contents, press } = page();
  contents.level = 3;
  expect([press('0'), contents.level]).toEqual([true, 0]);
});

it.each([
  ['+', 5],
  ['-', -2],
])('Ctrl and %s pressed for ever ends at level %d', (key, level) => {
  const { contents, press } = page();
  for (let i = 0; i < 50; i++) press(key);
  expect(contents.level).toBe(level);
});

it.each([
  ['+', {}],
  ['0', {}],
  ['+', { control: true, alt: true }],
  ['+', { control: true, type: 'keyUp' }],
  ['c', { control: true }],
  ['v', { meta: true }],
])('%s with %j is the page’s own', (key, input) => {
  const { contents, press } = page();
  expect([press(key, input), contents.level]).toEqual([false, 0]);
});

it('Ctrl with the wheel zooms', () => {
  const { contents } = page();
  contents.emit('zoom-changed', {}, 'in');
  contents.emit('zoom-changed', {}, 'in');
  contents.emit('zoom-changed', {}, 'out');
  expect(contents.level).toBe(0.5);
});
