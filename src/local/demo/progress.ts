/** How far a refresh is, as the bundle tells it between executions. */
export interface Progress {
  readonly step: string;
  readonly done: number;
  readonly expected: number | null;
  readonly secondsLeft: number | null;
}

/** At most one line in this time for the same step. */
const QUIET_MS = 2_000;

function duration(seconds: number): string {
  if (seconds < 60) return 'less than a minute left';
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left`;
  return `about ${Math.round(minutes / 60)} hours left`;
}

/** `Reading segments: 30 of 120, about 2 minutes left`. */
export function progressLine({ step, done, expected, secondsLeft }: Progress): string {
  const count = expected !== null && expected > 0 ? `: ${done} of ${expected}` : done > 0 ? `: ${done}` : '';
  return `${step}${count}${secondsLeft !== null ? `, ${duration(secondsLeft)}` : ''}`;
}

/** Writes progress, without repeating itself and not faster than a person reads. */
export class ProgressWriter {
  private step = '';
  private last = '';
  private at = -Infinity;

  constructor(
    private readonly write: (line: string) => void,
    private readonly now: () => number,
  ) {}

  show(progress: Progress): void {
    if (progress.step === '') return;
    const line = progressLine(progress);
    const soon = this.now() - this.at < QUIET_MS;
    if (line === this.last || (soon && progress.step === this.step)) return;
    this.put(line);
    this.step = progress.step;
  }

  /** Shows that requests are being answered while one execution goes on. */
  requests(count: number): void {
    if (this.now() - this.at >= QUIET_MS) this.put(`  ${count} requests answered so far`);
  }

  private put(line: string): void {
    this.last = line;
    this.at = this.now();
    this.write(line);
  }
}
