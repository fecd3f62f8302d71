/** Parses the workflows with the service's own parser, because their steps never run here. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

// The parser imports JSON as a bundler would, without declaring that it is JSON.
const hooks = registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
hooks.deregister();

const folder = new URL('../../.github/workflows/', import.meta.url);
const files = readdirSync(folder);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

/** The parser's errors for a workflow. */
async function wrongWith(name: string, content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  const wrong = context.errors.getErrors().map(({ message }) => message);
  if (!value) return wrong;
  const { errors = [] } = await convertWorkflowTemplate(context, value);
  return [...wrong, ...errors.map((error) => error.Message)];
}

interface Script {
  readonly text: string;
  /** Whether the service inserts values into it before it runs. */
  readonly isPasted: boolean;
}

/** The scripts in a workflow's steps. */
async function scriptsIn(name: string): Promise<readonly Script[]> {
  const { context, value } = parseWorkflow({ name, content: read(name) }, new NoOperationTraceWriter());
  if (!value) return [];
  const { jobs } = await convertWorkflowTemplate(context, value);
  return jobs.flatMap((job) =>
    'steps' in job ? job.steps.flatMap((step) => ('run' in step ? [scriptOf(step.run)] : [])) : [],
  );
}

const scriptOf = (run: { readonly isExpression: boolean; toString(): string }): Script => ({
  text: run.toString(),
  isPasted: run.isExpression,
});

/** PowerShell's variables for the environment and exit codes. */
const isPowerShell = ({ text }: Script) => /\$env:|\$LASTEXITCODE|Get-ChildItem/.test(text);

/** SC2016 is ignored, because scripts intentionally leave `$` for the shell that they start. */
const SHELLCHECK = [process.env['SHELLCHECK'] ?? '/usr/bin/shellcheck', '--exclude=SC2016'] as const;

describe('the workflows', () => {
  it.each(files)('%s is understood', async (name) => {
    expect(await wrongWith(name, read(name))).toEqual([]);
  });

  it('a mistake in one is seen', async () => {
    const mistaken = read('ci.yml').replace('runs-on:', 'run-on:').replace('matrix.os', 'matrx.os');
    expect(await wrongWith('ci.yml', mistaken)).not.toEqual([]);
  });

  it('a runner with Windows gets every line as it was written', () => {
    const attributes = readFileSync(new URL('../../.gitattributes', folder), 'utf8');
    expect(attributes).toMatch(/^\* text=auto eol=lf$/m);
  });

  it.each(files)('%s requests only read permissions, unless it explains why', (name) => {
    const text = read(name);
    // packages.yml gets its callers' permissions, which each caller declares.
    if (name === 'packages.yml') expect(text).not.toMatch(/^ *permissions:/m);
    else expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
    for (const [line] of text.matchAll(/^.*: write\b.*$/gm))
      expect(`${name}: ${line}`).toMatch(/^release\.yml: .* # \S/);
    for (const [job] of text.matchAll(/uses: \.\/\.github\/workflows\/packages\.yml\n.*\n.*\n/g))
      expect(job).toContain('permissions:\n      contents: read\n');
    expect(text).not.toContain('pull_request_target');
  });

  it.each(files)('%s runs an action only by its commit, with its version beside it', (name) => {
    // An attacker who takes over the action's repository can move a tag to other code.
    for (const [line] of read(name).matchAll(/^.*\buses:.*$/gm))
      expect(line).toMatch(/uses: (\.\/\.github\/workflows\/[\w-]+\.yml|[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+)$/);
  });

  it('every file runs one version of an action', () => {
    const used = files.flatMap((name) => [...read(name).matchAll(/uses: ([\w-]+\/[\w-]+)@(\S+)/g)]);
    const commits = new Map(used.map(([, action, commit]) => [action, commit]));
    expect(used.filter(([, action, commit]) => commits.get(action) !== commit)).toEqual([]);
  });

  it('a release is signed only after the suite passed on real Electron, and in an environment that people protect', () => {
    const release = read('release.yml');
    expect(release).toMatch(/^ {2}real-electron:\n {4}uses: \.\/\.github\/workflows\/real-electron\.yml$/m);
    expect(release).toMatch(/^ {2}packages:\n {4}needs: \[verify, real-electron\]$/m);
    expect(read('packages.yml')).toMatch(/^ {4}environment: \$\{\{ inputs\.signed && 'signing' \|\| '' \}\}$/m);
    expect(read('real-electron.yml')).toMatch(/os: \[ubuntu-latest, macos-latest, windows-latest\]/);
  });

  it('the job that makes a file attests it, and its bill of materials; the next one checks that before it drafts', () => {
    const made = read('packages.yml');
    expect(made.indexOf('attest-build-provenance@')).toBeGreaterThan(made.indexOf('test/package/sbom.ts'));
    expect(made.indexOf('attest-build-provenance@')).toBeLessThan(made.indexOf('upload-artifact@'));
    const uploaded = [...(made.split('upload-artifact@')[1] ?? '').matchAll(/dist\/\S+/g)].map(([path]) => path);
    const attested = [
      ...((made.split('attest-build-provenance@')[1] ?? '').split('upload-artifact@')[0]?.matchAll(/dist\/\S+/g) ?? []),
    ];
    // The code that finds and loads them is covered by the packages' checksums.
    expect(uploaded.filter((path) => !attested.some(([it]) => it === path))).toEqual([
      'dist/*.blockmap',
      'dist/latest*.yml',
    ]);
    const release = read('release.yml');
    expect(release.indexOf('gh attestation verify')).toBeLessThan(release.indexOf('gh release create'));
    expect(release).not.toContain('attest-build-provenance@');
  });

  it.each(files)('%s pastes nothing into a script, which text of others could then change', async (name) => {
    const scripts = await scriptsIn(name);
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter(({ isPasted }) => isPasted)).toEqual([]);
  });

  it.runIf(process.platform === 'linux').each(files)(
    '%s has scripts that bash understands, and shellcheck if it is here',
    async (name) => {
      const folder = mkdtempSync(join(tmpdir(), 'companion-scripts-'));
      try {
        for (const [nth, { text }] of (await scriptsIn(name)).filter((script) => !isPowerShell(script)).entries()) {
          const file = join(folder, String(nth));
          // The service starts it like this: bash --noprofile --norc -eo pipefail.
          writeFileSync(file, `#!/bin/bash\nset -eo pipefail\n${text}\n`);
          const checks = [['/bin/bash', '-n', file], ...(existsSync(SHELLCHECK[0]) ? [[...SHELLCHECK, file]] : [])];
          for (const [program = '', ...args] of checks)
            await promisify(execFile)(program, args).catch(
              (error: { readonly stdout: string; readonly stderr: string }) =>
                expect.fail(`${text}\n${error.stdout}${error.stderr}`),
            );
        }
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it.each(files)('every file of this project that %s runs exists', (name) => {
    for (const [path] of read(name).matchAll(/\b(?:test|main|build)\/[\w./-]+\.ts\b/g))
      expect(() => readFileSync(new URL(`../../${path}`, import.meta.url))).not.toThrow();
  });
});
