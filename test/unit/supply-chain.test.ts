/**
 * The project's dependencies, and the scripts that run while it is installed. test/e2e/package.long.spec.ts checks the bundle.
 */
import { describe, expect, it } from 'vitest';
import { bundledWith, type Lock } from '../package/lockfile.ts';
import { readText } from './sources.ts';

const manifest: Manifest = JSON.parse(readText('package.json'));
const lock: Lock = JSON.parse(readText('package-lock.json'));
const installed = Object.entries(lock.packages).filter(([path]) => path !== '');
const wanted = Object.entries({
  ...manifest.dependencies,
  ...manifest.devDependencies,
  ...manifest.optionalDependencies,
});

describe('package.json', () => {
  it('pins every dependency to one exact version, so that each upgrade is a tested commit', () => {
    // No version is from git, a file or an address, or is a range.
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('replaces nothing below its dependencies', () => {
    expect(manifest).not.toHaveProperty('overrides');
  });

  it('runs no scripts of it during installation', () => {
    // A package's unreviewed script would run with the rights of the user who installs it.
    expect(
      Object.keys(manifest.scripts).filter((name) => /^(pre|post)|^(install|prepare|dependencies)$/.test(name)),
    ).toEqual([]);
  });
});

describe('the lockfile', () => {
  it('agrees with package.json', () => {
    expect(wanted.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)).toEqual([]);
  });

  it('has axios in the very version whose fetch adapter the transport was written against', () => {
    expect(lock.packages['node_modules/axios']?.version).toBe('1.21.1');
  });

  it('pins the contents of every package by SHA-512, and no place: it works behind any mirror', () => {
    const unpinned = installed.filter(
      ([, it]) => !/^sha512-[\w+/]{86}==$/.test(it.integrity ?? '') || it.resolved !== undefined || it.link === true,
    );
    expect(unpinned.map(([path]) => path)).toEqual([]);
  });

  it('has only packages with a version of the registry, and none hidden in another one', () => {
    const strangers = installed.filter(([, it]) => !/^\d+\.\d+\.\d+/.test(it.version ?? '') || it.inBundle === true);
    expect(strangers.map(([path]) => path)).toEqual([]);
  });

  it('lists in allowScripts each package that would run an installation script, with a decision', () => {
    const running = installed
      .filter(([, it]) => it.hasInstallScript)
      .map(([path]) => path.replace(/^.*node_modules\//, ''));
    expect(Object.keys(manifest.allowScripts).sort()).toEqual([...new Set(running)].sort());
  });

  it('runs no script at all: none of them is needed', () => {
    expect(Object.entries(manifest.allowScripts).filter(([, allowed]) => allowed)).toEqual([]);
  });
});

describe('CONTRIBUTING.md', () => {
  it('explains in one line why each runtime dependency is there', () => {
    const section = /## Runtime dependencies\n([\s\S]*?)(?=\n## |$)/.exec(readText('CONTRIBUTING.md'))?.[1] ?? '';
    const reported = [...section.matchAll(/^- `([^`]+)`: \S.{20,}$/gm)].map(([, name]) => name);
    expect(reported).toEqual(Object.keys(manifest.dependencies));
  });
});

it('the bundled packages follow from the lockfile: the dependencies and their dependencies', () => {
  const all = bundledWith(Object.keys(manifest.dependencies), lock);
  expect([...all]).toEqual(expect.arrayContaining(['axios', 'conf', 'dijkstrajs']));
  expect(all).not.toContain('vite');
});

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly optionalDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly scripts: Readonly<Record<string, string>>;
}

describe('the app on macOS', () => {
  it('lets Squirrel.Mac refuse an older version, which is as well signed as a newer one', () => {
    expect(readText('electron-builder.yml')).toMatch(
      /^mac:\n(?:[ #].*\n|\n)*? {2}extendInfo:\n(?: {4}.*\n)* {4}ElectronSquirrelPreventDowngrades: true$/m,
    );
  });
});
