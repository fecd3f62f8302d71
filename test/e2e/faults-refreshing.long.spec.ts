/** Every fault while refreshing, except those in faults-refreshing.spec.ts. */
import { testRefreshing } from './fault-stories.ts';
import { TOKEN_FAULTS } from './fault-table.ts';

testRefreshing(TOKEN_FAULTS.filter(({ sample }) => sample !== 'refreshing'));
