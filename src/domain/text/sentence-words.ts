/** Where these stood before: gone once nothing imports it. */
export { enumerated } from './lists';
export { quoted, shortened } from './quotes';
