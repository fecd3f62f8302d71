/** The messages of the consent window. */
import loaders from 'messages:consent';
import type { Catalogs } from '../catalog.ts';
import type { Part } from '../part.ts';

export const consent: Part<'consent', Catalogs['consent']> = { loaders, choose: (catalog) => catalog };
