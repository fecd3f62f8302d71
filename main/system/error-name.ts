/** The name of an error, for logs and views: its message could hold anything, even a token. */

const NAMES = [
  'AbortError',
  'AggregateError',
  'AssertionError',
  'AxiosError',
  'CanceledError',
  'DataCloneError',
  'EvalError',
  'InvalidStateError',
  'NotSupportedError',
  'RangeError',
  'ReferenceError',
  'StorageError',
  'SyntaxError',
  'TimeoutError',
  'TypeError',
  'URIError',
  'ValiError',
  'VaultError',
] as const;

/** The class of what was thrown, or the kind of value that it is. */
export type ErrorName = (typeof NAMES)[number] | 'Error' | ReturnType<typeof kindOf>;

/** A name that is not on the list might be a library's, and put together at run time: it is called an `Error`. */
export function errorName(error: unknown): ErrorName {
  if (!(error instanceof Error)) return kindOf(error);
  return NAMES.find((name) => name === error.name) ?? 'Error';
}

/** A position in the built app, by file, line and column: `index.js:120:14`. */
export type CodeLocation = `${string}.js:${number}:${number}`;

/**
 * The position at which an error was created: the first line of its stack in the app's own code; null if there is none.
 * The message stands before the stack and could hold anything, lines that look like a stack's too: it is cut off, and a
 * stack that does not begin with it is not read.
 */
export function codeLocation(error: unknown): CodeLocation | null {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return null;
  // The class is the one that the error had when it was made, which its name need not be.
  const [madeAs = ''] = /^[\w$]*/.exec(error.stack) ?? [];
  const head = error.message ? `${madeAs}: ${error.message}` : madeAs;
  if (!error.stack.startsWith(`${head}\n`)) return null;
  const frame = /[\\/]out[\\/]main[\\/](?:[\w-]+[\\/])*([\w-]+)\.js:(\d+):(\d+)\)?$/m.exec(
    error.stack.slice(head.length),
  );
  if (!frame) return null;
  const [, file = '', line, column] = frame;
  return `${file}.js:${Number(line)}:${Number(column)}`;
}

/** The system's own name of an error, such as ENOENT; empty if it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function kindOf(value: unknown) {
  return typeof value;
}
