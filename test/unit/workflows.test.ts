/** The workflows, read as the service that runs them reads them: a step that is never run here can at least be understood there. */
import { readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { describe, expect, it } from 'vitest';

// The parser imports JSON as a bundler would, without saying that it is JSON.
const hooks = registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
hooks.deregister();

const folder = new URL('../../.github/workflows/', import.meta.url);
const files = readdirSync(folder);
const read = (name: string) => readFileSync(new URL(name, folder), 'utf8');

/** What is wrong with a workflow, in the parser's words. */
async function wrongWith(name: string, content: string): Promise<readonly string[]> {
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  const wrong = context.errors.getErrors().map(({ message }) => message);
  if (!value) return wrong;
  const { errors = [] } = await convertWorkflowTemplate(context, value);
  return [...wrong, ...errors.map((error) => error.Message)];
}

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

  it.each(files)('%s asks for no more than to read, except where it says why', (name) => {
    const text = read(name);
    expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
    for (const [line] of text.matchAll(/^.*: write\b.*$/gm)) expect(`${name}: ${line}`).toMatch(/^release\.yml: /);
    expect(text).not.toContain('pull_request_target');
  });

  it.each(files)('what %s runs of this project is there', (name) => {
    for (const [path] of read(name).matchAll(/\b(?:test|main)\/[\w./-]+\.ts\b/g))
      expect(() => readFileSync(new URL(`../../${path}`, import.meta.url))).not.toThrow();
  });
});
