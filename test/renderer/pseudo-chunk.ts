/** The pseudo-locale as the file that the built window loads instead of a real language. */
import { build } from 'vite';
import { compileMessages } from '../../build/messages/compile.ts';
import { type Messages, readMessages } from '../../build/messages/icu.ts';
import { pseudo } from '../../build/messages/pseudo.ts';

/** JavaScript of the two scripts of a language: its messages, and those of the examination. */
export async function pseudoChunks(direction: string): Promise<{ readonly window: string; readonly doctor: string }> {
  const { doctor, ...window } = pseudo({ ...readMessages('en'), direction });
  return { window: await bundle(window), doctor: await bundle(doctor as Messages) };
}

async function bundle(messages: Messages): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'pseudo',
        resolveId: (id) => (id === 'pseudo' ? '\0pseudo' : null),
        load: (id) => (id === '\0pseudo' ? compileMessages('en', messages) : null),
      },
    ],
    build: {
      write: false,
      rollupOptions: { input: 'pseudo', preserveEntrySignatures: 'strict', output: { format: 'es' } },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  if (!result || !('output' in result)) throw new Error('the pseudo-locale was not built');
  return result.output[0].code;
}
