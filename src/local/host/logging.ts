import { format } from 'node:util';
import { offer, type Gate } from './refusal';

/** A line that a script logged. */
export interface LogLine {
  readonly level: 'log' | 'info' | 'warn' | 'error';
  readonly text: string;
}

/** `console` and `Logger`, both writing to one log. */
export function createLogging(gate: Gate, write: (line: LogLine) => void): { console: Partial<Console>; Logger: GoogleAppsScript.Base.Logger } {
  const lines: string[] = [];
  const at =
    (level: LogLine['level']) =>
    (...all: unknown[]): void =>
      write({ level, text: format(...all) });
  const logger = {
    log: (...all: unknown[]) => {
      const text = format(...all);
      lines.push(text);
      write({ level: 'log', text });
      return Logger;
    },
    clear: () => {
      lines.length = 0;
    },
  } satisfies Partial<GoogleAppsScript.Base.Logger>;
  const Logger: GoogleAppsScript.Base.Logger = offer<object>('Logger', logger, gate) as GoogleAppsScript.Base.Logger;
  const timers = new Map<string, number>();
  const members = {
    log: at('log'),
    warn: at('warn'),
    error: at('error'),
    time: (label: string = 'default') => {
      timers.set(label, Date.now());
    },
  };
  return { console: offer<object>('console', members, gate) as Partial<Console>, Logger };
}
