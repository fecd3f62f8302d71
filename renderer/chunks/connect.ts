/** The views for finding a server, which adding an account uses too. */
export { connect as chunk } from '../../locales/chunks/connect.ts';
export { useServerSearch } from '../components/server-search.ts';
export { SearchActions, SearchDetails, SearchFields } from '../components/server-search-form.tsx';
export { Connect } from '../views/connect.tsx';
export { FoundBody, FoundLead } from '../views/connect-found.tsx';
