import { buildMenu } from './menu';
import { runSelfTest } from './self-test';

export * from './main';

/** The add-on's own menu, and one item more: for `npm run push -- --self-test` alone. */
export function onOpen(): void {
  buildMenu();
  SpreadsheetApp.getUi().createMenu('Self-test').addItem('Run the self-test', 'selfTest').addToUi();
}

/** Asks Google what its documents leave open, and writes the answers to the tab `Self-test`. */
export function selfTest(): void {
  runSelfTest();
}
