/** The messages of the consent window. */
import loaders from 'messages:consent';
import type { Chunk } from '../chunk.ts';

export const consent = { loaders, choose: (catalog) => catalog } satisfies Chunk<'consent'>;
