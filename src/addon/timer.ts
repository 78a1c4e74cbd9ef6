/** Name of the function that a time trigger calls; see main.ts. */
const HANDLER = 'onTimer';

/** How a refresh goes on with the sheet closed: every minute (script bound to the sheet), hourly (published add-on), or not at all (no trigger may be
 * made here). */
export type Pace = 'minutes' | 'hourly' | 'never';

/** Minutes between two turns of a job's own timer. One that finds an execution running ends at once, so that the empty ones cost little of the day's 90 minutes. */
const EVERY_MINUTES = 1;

/** Ids of this sheet's timers: one for the life of a job, one for the schedule (or for both, where only hourly ones are allowed). */
type Timers = Partial<Record<'minutes' | 'hourly', string>>;

/**
 * Has one recurring timer stand for the life of a job. A chain of single ones would have to be made in a timer's own run, and such timers are known to come
 * up disabled (issuetracker 150756612). Never throws: where no timer may be made (the person did not allow it), the open sidebar drives the job.
 */
export function armJobTimer(): Pace {
  return kept('never', (timers) => {
    const standing = standingIds();
    if (stands(timers.minutes, standing)) return 'minutes';
    const minutes = made((builder) => builder.everyMinutes(EVERY_MINUTES));
    if (minutes !== null) {
      timers.minutes = minutes;
      return 'minutes';
    }
    return hourly(timers, standing);
  });
}

/** With no job under way: the hourly look at whether a scheduled refresh is due, where one is wanted, and no other timer of this sheet. Never throws. */
export function settleTimers(scheduled: boolean): void {
  kept(undefined, (timers) => {
    const standing = standingIds();
    remove(timers, 'minutes');
    if (scheduled) hourly(timers, standing);
    else remove(timers, 'hourly');
  });
}

/** What a timer that fired is to this sheet. Triggers are the script's and the person's, not the document's: an add-on's may be another sheet's. */
export function ownerOfTimer(triggerId: string | undefined): 'this sheet' | 'another sheet' | 'unknown' {
  if (triggerId === undefined) return 'unknown';
  const here = timersName();
  for (const [name, text] of Object.entries(PropertiesService.getUserProperties().getProperties())) {
    if (name.startsWith(PREFIX) && Object.values(parse(text)).includes(triggerId)) return name === here ? 'this sheet' : 'another sheet';
  }
  return 'unknown';
}

/** Removes a timer that no sheet knows, as an earlier version left them. */
export function removeTimer(triggerId: string): void {
  kept(undefined, () => {
    deleteById(triggerId);
  });
}

function hourly(timers: Timers, standing: ReadonlySet<string>): Pace {
  if (stands(timers.hourly, standing)) return 'hourly';
  const id = made((builder) => builder.everyHours(1));
  if (id === null) return 'never';
  timers.hourly = id;
  return 'hourly';
}

function stands(id: string | undefined, standing: ReadonlySet<string>): boolean {
  return id !== undefined && standing.has(id);
}

/** The new trigger's id; null where Google refuses it: too often for an add-on, too many, or not allowed by the person. */
function made(shape: (builder: GoogleAppsScript.Script.ClockTriggerBuilder) => GoogleAppsScript.Script.ClockTriggerBuilder): string | null {
  try {
    return shape(ScriptApp.newTrigger(HANDLER).timeBased()).create().getUniqueId();
  } catch {
    return null;
  }
}

function standingIds(): ReadonlySet<string> {
  return new Set(ScriptApp.getProjectTriggers().map((trigger) => trigger.getUniqueId()));
}

function remove(timers: Timers, which: keyof Timers): void {
  const id = timers[which];
  if (id === undefined) return;
  deleteById(id);
  delete timers[which];
}

function deleteById(id: string): void {
  for (const trigger of ScriptApp.getProjectTriggers()) if (trigger.getUniqueId() === id) ScriptApp.deleteTrigger(trigger);
}

const PREFIX = 'timers:';

function timersName(): string {
  return `${PREFIX}${SpreadsheetApp.getActiveSpreadsheet().getId()}`;
}

/** Lets `work` change this sheet's timers and keeps what it left, also when it failed half way; gives `otherwise` then. */
function kept<T>(otherwise: T, work: (timers: Timers) => T): T {
  try {
    const properties = PropertiesService.getUserProperties();
    const name = timersName();
    const before = properties.getProperty(name);
    const timers = parse(before);
    try {
      return work(timers);
    } finally {
      const after = JSON.stringify(timers);
      if (after !== (before ?? '{}')) properties.setProperty(name, after);
    }
  } catch {
    return otherwise;
  }
}

function parse(text: string | null): Timers {
  try {
    const read = JSON.parse(text ?? '{}') as unknown;
    return typeof read === 'object' && read !== null ? (read as Timers) : {};
  } catch {
    return {};
  }
}
