import { render } from 'preact';

const root = document.querySelector('#app');
if (root) render(<main>Transparenc Companion</main>, root);
