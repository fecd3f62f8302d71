/** The messages of the consent window. */
import loaders from 'messages:consent';
import type { Part } from '../part.ts';

export const consent = { loaders, choose: (catalog) => catalog } satisfies Part<'consent'>;
