/** Name of the function that a time trigger calls; see main.ts. */
const HANDLER = 'onTimer';

/** How a refresh goes on with the sheet closed: within minutes (script bound to the sheet), at most hourly (published
 * add-on), or not at all (no trigger may be made here). */
export type Pace = 'minutes' | 'hourly' | 'never';

/** Arms one timer to fire in about `milliseconds`, in place of any other of ours, so that triggers never pile up.
 * A published add-on may not have one more often than hourly: then an hourly one is armed instead, and one that `standing` says is there is left alone,
 * so that at no moment there is none. */
export function armTimer(milliseconds: number, standing?: Pace): Pace {
  if (standing === 'hourly' && ours().length === 1) return 'hourly';
  try {
    const before = ours();
    ScriptApp.newTrigger(HANDLER).timeBased().after(Math.max(60_000, milliseconds)).create();
    remove(before);
    return 'minutes';
  } catch {
    return armHourly();
  }
}

function armHourly(): Pace {
  return armRecurring((builder) => builder.everyHours(1), 'hourly');
}

/** Arms the daily look at whether a scheduled refresh is due, in place of any other timer of ours. */
export function armDaily(): Pace {
  return armRecurring((builder) => builder.everyDays(1).atHour(5), 'hourly');
}

/** An add-on may have one time trigger per document: the old one has to go before the new one can come. */
function armRecurring(shape: (builder: GoogleAppsScript.Script.ClockTriggerBuilder) => GoogleAppsScript.Script.ClockTriggerBuilder, pace: Pace): Pace {
  try {
    disarmTimer();
    shape(ScriptApp.newTrigger(HANDLER).timeBased()).create();
    return pace;
  } catch {
    return 'never';
  }
}

/** Removes every timer of ours. */
export function disarmTimer(): void {
  remove(ours());
}

function ours(): GoogleAppsScript.Script.Trigger[] {
  return ScriptApp.getProjectTriggers().filter((trigger) => trigger.getHandlerFunction() === HANDLER);
}

function remove(triggers: readonly GoogleAppsScript.Script.Trigger[]): void {
  for (const trigger of triggers) ScriptApp.deleteTrigger(trigger);
}
