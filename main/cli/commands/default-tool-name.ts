/** The tool name of a caller that doesn't give one. */

/** The longest name that the API accepts. */
const LONGEST = 64;

/** Makes a name that the API accepts from a program's path: without folders and Windows extension. */
export function toolNameFrom(program: string): string {
  const base = program.split(/[/\\]/).at(-1) ?? '';
  const name = base
    .replace(/\.(exe|cmd|bat|com)$/i, '')
    .replace(/[^A-Za-z0-9._+@-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, LONGEST);
  return name || 'terminal';
}
