import { expect, test } from 'vitest';
import { chromiumPackages } from './system-packages.ts';

test('Chromium comes with the helper of its sandbox where a package only recommends it', () => {
  expect(chromiumPackages('debian')).toEqual(['chromium', 'chromium-sandbox']);
  expect(chromiumPackages('ubuntu')).toEqual(['chromium-browser']);
  expect(chromiumPackages('fedora')).toEqual(['chromium']);
});
