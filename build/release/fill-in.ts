/** `node build/release/fill-in.ts`: writes the values of owner.json to every place that repeats them. */
import { fillIn, readOwner } from './owner.ts';

fillIn(readOwner());
