export { intercepted, type Interception } from './broken/intercepted.js';
