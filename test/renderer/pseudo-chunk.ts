/** The pseudo-language as the file that the built window loads instead of a real language. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** JavaScript that exports the pseudo-language under the names of those whose places it takes. */
export async function pseudoChunk(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: { entry: fileURLToPath(new URL('pseudo.ts', import.meta.url)), formats: ['es'] },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !('output' in result)) throw new Error('the pseudo-language was not built');
  return result.output[0].code;
}
