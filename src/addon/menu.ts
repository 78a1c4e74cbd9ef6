const TITLE = 'Segment Coverage';

/** Puts the add-on's menu up. Runs in every authorization mode, so it asks for nothing: no property, no cell, no fetch. */
export function buildMenu(): void {
  SpreadsheetApp.getUi()
    .createAddonMenu()
    .addItem('Open', 'showSidebar')
    .addItem('Refresh', 'refreshFromMenu')
    .addItem('Read everything again', 'refreshAllFromMenu')
    .addSeparator()
    .addItem('Restore dismissed rows', 'restoreFromMenu')
    .addItem('Delete customer data', 'deleteDataFromMenu')
    .addToUi();
}

/** Opens the sidebar; `start` makes it begin a refresh at once. */
export function openSidebar(start: 'nothing' | 'refresh' | 'full refresh'): void {
  const page = HtmlService.createHtmlOutputFromFile('sidebar').setTitle(TITLE);
  // The page reads this mark; it is one of three fixed words, never text from outside.
  // An element, because Google drops meta tags that stand in a page.
  if (start !== 'nothing') page.append(`<div id="start" hidden data-start="${start}"></div>`);
  SpreadsheetApp.getUi().showSidebar(page);
}

/** Asks a question that can be answered with no; true for yes. */
export function confirm(question: string): boolean {
  const ui = SpreadsheetApp.getUi();
  return ui.alert(TITLE, question, ui.ButtonSet.YES_NO) === ui.Button.YES;
}

/** Tells one sentence in a dialog. */
export function tell(sentence: string): void {
  SpreadsheetApp.getUi().alert(TITLE, sentence, SpreadsheetApp.getUi().ButtonSet.OK);
}
