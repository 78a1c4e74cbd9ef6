import type { AccountData } from '../../src/local/klaviyo/account-data';
import { cloneWorkbook } from './clone-workbook';
import { KEY, openWorld, OWNER, type World } from './refreshed-sheet';

const finished = new Map<AccountData, World>();

/** A world in which the account was refreshed once and nothing else happened since. The refresh is made once a test file; every caller has a copy of its own. */
export function refreshedWorld(account: AccountData): World {
  let first = finished.get(account);
  if (first === undefined) {
    first = openWorld(account);
    const { state, sentence } = first.refresh();
    if (state !== 'done') throw new Error(`The undisturbed refresh ended otherwise: ${sentence}`);
    finished.set(account, first);
  }
  return copyOf(first, account);
}

function copyOf(world: World, account: AccountData): World {
  const { state } = world.host;
  // Another seed: the copy gives its jobs other ids than the first refresh had.
  const copy = openWorld(account, { now: world.clock.now(), workbook: cloneWorkbook(state.workbook), seed: 2, connected: KEY });
  for (const [name, value] of state.userProperties(OWNER)) copy.host.state.userProperties(OWNER).set(name, value);
  for (const [name, value] of state.scriptProperties) copy.host.state.scriptProperties.set(name, value);
  for (const [id, file] of state.files) copy.host.state.files.set(id, { ...file, parents: [...file.parents] });
  for (const trigger of state.triggers) copy.host.state.triggers.push({ ...trigger });
  return copy;
}
