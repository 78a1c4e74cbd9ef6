import { deleteCustomerData } from './customer-data';
import { buildMenu, confirm, openSidebar, tell } from './menu';
import { callPage } from './page-calls';
import { onTimer as runTimer } from './refresh-control';
import { restoreRows } from './tracker-calls';
import { troubleAt } from './trouble';

/** Every function that Google calls by name: menu, triggers, the page's one door. */

export function onOpen(): void {
  buildMenu();
}

export function onInstall(): void {
  buildMenu();
}

export function showSidebar(): void {
  openSidebar('nothing');
}

export function refreshFromMenu(): void {
  openSidebar('refresh');
}

export function refreshAllFromMenu(): void {
  openSidebar('full refresh');
}

export function restoreFromMenu(): void {
  try {
    const { restored } = restoreRows();
    tell(restored === 0 ? 'No row of the tracker was dismissed.' : `${restored} dismissed ${restored === 1 ? 'row is' : 'rows are'} back in the tracker.`);
  } catch (error) {
    tell(troubleAt('restore', error).sentence);
  }
}

export function deleteDataFromMenu(): void {
  try {
    if (confirm('Delete what was read of your customers? The sheet keeps its figures, and the next refresh reads everything anew.'))
      tell(deleteCustomerData().sentence);
  } catch (error) {
    tell(troubleAt('delete customer data', error).sentence);
  }
}

/** What the time trigger calls. */
export function onTimer(event?: { readonly triggerUid?: string }): void {
  runTimer(event?.triggerUid);
}

/** What the sidebar calls: the name of one of the protocol's calls and its argument as JSON; answers with JSON. */
export function callFromPage(name: string, argument: string): string {
  return callPage(name, argument);
}
