/** The messages of the question whether a tool may use the sign-in. */
import loaders from 'messages:consent';
import type { Catalogs } from '../catalog.ts';
import type { Part } from '../part.ts';

export const consent: Part<'consent', Catalogs['consent']> = { loaders, choose: (catalog) => catalog };
