/** A language whose files can't be loaded. */
import { CHUNK_NAMES } from '../../build/messages/chunks.ts';
import { english } from '../harness/messages.ts';
import { snapshot } from '../renderer/snapshots.ts';
import { expect, test } from '../renderer/test.ts';

test('a language that cannot be read is English', async ({ stageWith }) => {
  const damaged = CHUNK_NAMES.map((chunk) => [`fr-${chunk}`, 'throw new Error("damaged")']);
  const stage = await stageWith(Object.fromEntries(damaged));
  await stage.change({ ...snapshot({ kind: 'signed-out', because: null }), language: 'fr' });
  await expect(stage.page.getByRole('heading')).toHaveText(english.signedOut.title);
  await stage.draw({ ...snapshot({ kind: 'signed-out', because: null }), language: 'es' });
  await expect(stage.page.getByRole('heading')).toHaveText('Iniciar sesión');
});
