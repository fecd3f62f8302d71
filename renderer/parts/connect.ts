/** The views for finding a server, which adding an account uses too. */
export { connect as part } from '../../locales/parts/connect.ts';
export { useServerSearch } from '../components/server-search.ts';
export { SearchActions, SearchDetails, SearchFields } from '../components/server-search-form.tsx';
export { Connect } from '../views/connect.tsx';
export { FoundBody, FoundLead } from '../views/connect-found.tsx';
