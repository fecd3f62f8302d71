import { randomBytes } from 'node:crypto';
import { type Home, makeHome } from '../harness/profile.ts';
import { testWorld } from '../harness/test-world.ts';

/** Gives `use` a home of its own, which is gone afterwards. */
export async function withHome<T>(use: (home: Home) => Promise<T>): Promise<T> {
  const home = makeHome(`${testWorld().mark}-${randomBytes(4).toString('hex')}`, {});
  try {
    return await use(home);
  } finally {
    home.remove();
  }
}

/** Gives `use` this many homes, which are gone afterwards. */
export async function withHomes<T>(count: number, use: (homes: readonly Home[]) => Promise<T>): Promise<T> {
  const collect = (homes: readonly Home[]): Promise<T> =>
    homes.length === count ? use(homes) : withHome((home) => collect([...homes, home]));
  return collect([]);
}
