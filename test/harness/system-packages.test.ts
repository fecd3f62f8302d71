import { expect, test } from 'vitest';
import { chromiumPackages } from './system-packages.ts';

test('Chromium is installed with its sandbox helper even if the package only recommends it', () => {
  expect(chromiumPackages('debian')).toEqual(['chromium', 'chromium-sandbox']);
  expect(chromiumPackages('ubuntu')).toEqual(['chromium-browser']);
  expect(chromiumPackages('fedora')).toEqual(['chromium']);
});
