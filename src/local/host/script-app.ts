import { types } from 'node:util';
import type { Limits } from './limits';
import { enumeration, type EnumMember, memberName } from './enumeration';
import { tokenOf } from './drive';
import { coreOf, offer, signatureError, type Gate } from './refusal';
import { nextTime, shortestGap, type InstalledTrigger, type Rhythm } from './triggers';

type Service = GoogleAppsScript.Script.ScriptApp;
type Builder = GoogleAppsScript.Script.ClockTriggerBuilder;

export const SCRIPT_ENUMS = {
  AuthMode: enumeration<typeof GoogleAppsScript.Script.AuthMode>('AuthMode', ['NONE', 'CUSTOM_FUNCTION', 'LIMITED', 'FULL']),
  EventType: enumeration<typeof GoogleAppsScript.Script.EventType>('EventType', [
    'CLOCK',
    'ON_OPEN',
    'ON_EDIT',
    'ON_FORM_SUBMIT',
    'ON_CHANGE',
    'ON_EVENT_UPDATED',
  ]),
  TriggerSource: enumeration<typeof GoogleAppsScript.Script.TriggerSource>('TriggerSource', ['SPREADSHEETS', 'CLOCK', 'FORMS', 'DOCUMENTS', 'CALENDAR']),
  WeekDay: enumeration<typeof GoogleAppsScript.Base.Weekday>('Weekday', ['SUNDAY', 'MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY']),
  AuthorizationStatus: enumeration<typeof GoogleAppsScript.Script.AuthorizationStatus>('AuthorizationStatus', ['REQUIRED', 'NOT_REQUIRED']),
};

const HOUR = 3_600_000;

export interface ScriptAppOptions {
  readonly gate: Gate;
  readonly limits: Limits;
  /** `addon`: published, its triggers run hourly at most and one per person and document; `bound`: a script of the sheet itself. */
  readonly mode: 'addon' | 'bound';
  readonly owner: string;
  readonly scriptZone: string;
  readonly now: () => number;
  /** All triggers of the host. */
  readonly triggers: InstalledTrigger[];
  readonly freshId: () => string;
  readonly hasFunction: (name: string) => boolean;
  /** Scopes that the person left out at the consent screen. */
  readonly leftOut: ReadonlySet<string>;
}

class TriggerCore {
  constructor(readonly trigger: InstalledTrigger) {}
}

function createTrigger(trigger: InstalledTrigger, gate: Gate): GoogleAppsScript.Script.Trigger {
  const members = {
    getEventType: () => SCRIPT_ENUMS.EventType.CLOCK,
    getHandlerFunction: () => trigger.handler,
    getTriggerSource: () => SCRIPT_ENUMS.TriggerSource.CLOCK,
    getUniqueId: () => trigger.id,
  } satisfies Partial<GoogleAppsScript.Script.Trigger>;
  return offer<object>('Trigger', members, gate, new TriggerCore(trigger)) as GoogleAppsScript.Script.Trigger;
}

/** Puts the trigger in place, unless the platform would refuse it. */
function install(options: ScriptAppOptions, handler: string, rhythm: Rhythm, zone: string): InstalledTrigger {
  const { mode, owner, limits, triggers, now } = options;
  const own = triggers.filter((trigger) => trigger.owner === owner);
  if (mode === 'addon') {
    if (shortestGap(rhythm, now()) < HOUR)
      throw new Error('The add-on attempted to create a trigger that runs too often: time-driven triggers of an add-on run at most once per hour.');
    if (own.length > 0) throw new Error('The add-on has created too many time-based triggers in this document for this Google user account.');
  }
  if (own.length >= limits.triggersPerUser)
    throw new Error('This script has too many triggers. Triggers must be deleted from the script before more can be added.');
  const trigger: InstalledTrigger = { id: options.freshId(), owner, handler, rhythm, zone, nextAt: nextTime(rhythm, now(), zone) };
  triggers.push(trigger);
  return trigger;
}

function clockBuilder(options: ScriptAppOptions, handler: string): Builder {
  let zone = options.scriptZone;
  let after: number | null = null;
  let at: number | null = null;
  let unit: 'minutes' | 'hours' | 'days' | 'weeks' | 'month' | null = null;
  let every = 1;
  let hour = 0;
  let minute = 0;
  let weekday = 0;
  let monthDay = 1;
  const set = (work: () => void): Builder => {
    work();
    return builder;
  };
  const whole = (value: number, method: string, allowed: readonly number[] | null = null): number => {
    if (!Number.isInteger(value) || value < 0 || (allowed && !allowed.includes(value)))
      throw new Error(`${method}(${value}) is not a value that the platform takes${allowed ? `: one of ${allowed.join(', ')}` : ''}.`);
    return value;
  };
  const rhythm = (): Rhythm => {
    if (after !== null) return { kind: 'once', at: options.now() + after };
    if (at !== null) return { kind: 'once', at };
    switch (unit) {
      case 'minutes':
      case 'hours':
        return { kind: unit, every };
      case 'days':
        return { kind: 'days', every, hour, minute };
      case 'weeks':
        return { kind: 'weeks', every, weekday, hour, minute };
      case 'month':
        return { kind: 'month', day: monthDay, hour, minute };
      case null:
        throw new Error('The trigger has no time.');
    }
  };
  const members = {
    after: (milliseconds: number) =>
      set(() => {
        after = whole(milliseconds, 'after');
      }),
    at: (date: unknown) =>
      set(() => {
        if (!types.isDate(date)) throw signatureError([date], 'ScriptApp.ClockTriggerBuilder.at');
        at = Number(date);
      }),
    everyMinutes: (n: number) =>
      set(() => {
        unit = 'minutes';
        every = whole(n, 'everyMinutes', [1, 5, 10, 15, 30]);
      }),
    everyHours: (n: number) =>
      set(() => {
        unit = 'hours';
        every = whole(n, 'everyHours');
      }),
    everyDays: (n: number) =>
      set(() => {
        unit = 'days';
        every = whole(n, 'everyDays');
      }),
    everyWeeks: (n: number) =>
      set(() => {
        unit = 'weeks';
        every = whole(n, 'everyWeeks');
      }),
    onWeekDay: (day: unknown) =>
      set(() => {
        memberName(day, 'Weekday', 'ScriptApp.ClockTriggerBuilder.onWeekDay');
        unit = 'weeks';
        weekday = (day as EnumMember).ordinal();
      }),
    onMonthDay: (day: number) =>
      set(() => {
        unit = 'month';
        monthDay = whole(day, 'onMonthDay');
        if (day < 1 || day > 31) throw new Error('The day of the month must be 1 to 31.');
      }),
    atHour: (value: number) =>
      set(() => {
        hour = whole(value, 'atHour');
        if (value > 23) throw new Error('The hour must be 0 to 23.');
      }),
    nearMinute: (value: number) =>
      set(() => {
        minute = whole(value, 'nearMinute');
        if (value > 59) throw new Error('The minute must be 0 to 59.');
      }),
    inTimezone: (name: string) =>
      set(() => {
        try {
          new Intl.DateTimeFormat('en-US', { timeZone: name });
        } catch {
          throw new Error(`Invalid argument: timezone ${name}`);
        }
        zone = name;
      }),
    create: () => createTrigger(install(options, handler, rhythm(), zone), options.gate),
  } satisfies Partial<Builder>;
  const builder: Builder = offer<object>('ClockTriggerBuilder', members, options.gate) as Builder;
  return builder;
}

/** `ScriptApp`: time triggers, and what a script may ask about itself. */
export function createScriptApp(options: ScriptAppOptions): Service {
  const { gate, triggers, owner } = options;
  const newTrigger = (handler: string): GoogleAppsScript.Script.TriggerBuilder => {
    if (!options.hasFunction(handler)) throw new Error(`The selected function cannot be found: ${handler}`);
    const members = { timeBased: () => clockBuilder(options, handler) } satisfies Partial<GoogleAppsScript.Script.TriggerBuilder>;
    return offer<object>('TriggerBuilder', members, gate) as GoogleAppsScript.Script.TriggerBuilder;
  };
  const members = {
    ...SCRIPT_ENUMS,
    newTrigger,
    getProjectTriggers: () => triggers.filter((trigger) => trigger.owner === owner).map((trigger) => createTrigger(trigger, gate)),
    deleteTrigger: (offered: unknown) => {
      const { trigger } = coreOf(offered, TriggerCore, 'ScriptApp.deleteTrigger');
      const at = triggers.indexOf(trigger);
      if (at >= 0) triggers.splice(at, 1);
    },
    getAuthorizationInfo: (_mode: unknown, scopes?: readonly string[]) => {
      const missing = scopes === undefined ? options.leftOut.size > 0 : scopes.some((scope) => options.leftOut.has(scope));
      const info = {
        getAuthorizationStatus: () => (missing ? SCRIPT_ENUMS.AuthorizationStatus.REQUIRED : SCRIPT_ENUMS.AuthorizationStatus.NOT_REQUIRED),
        getAuthorizationUrl: () => 'https://accounts.google.com/o/oauth2/consent',
      } satisfies Partial<GoogleAppsScript.Script.AuthorizationInfo>;
      return offer<object>('AuthorizationInfo', info, gate) as GoogleAppsScript.Script.AuthorizationInfo;
    },
    requireScopes: (_mode: unknown, scopes: string[]) => {
      const missing = scopes.filter((scope) => options.leftOut.has(scope));
      if (missing.length > 0) throw new Error(`Specified permissions are not sufficient. Required permissions: ${missing.join(' ')}`);
    },
    getOAuthToken: () => tokenOf(owner),
    getScriptId: () => 'local-script',
  } satisfies Partial<Service>;
  return offer<object>('ScriptApp', members, gate) as Service;
}
