/**
 * Bounds the work on one rule or one pair of rules. Steps are counted, not time: the same rule gets the same answer on every machine. A step is about
 * one comparison of two claims, some 50 nanoseconds.
 */
export interface WorkMeter {
  /** Counts steps; ends the task at hand where it has spent what it may. */
  spend(steps: number): void;
  /** What the task gives, or null where it would take more steps. */
  limited<T>(most: number, task: () => T): T | null;
}

class Spent extends Error {}

export function createWorkMeter(): WorkMeter {
  let left = Infinity;
  return {
    spend(steps) {
      left -= steps;
      if (left < 0) throw new Spent('too large');
    },
    limited(most, task) {
      const before = left;
      left = most;
      try {
        return task();
      } catch (error) {
        if (error instanceof Spent) return null;
        throw error;
      } finally {
        left = before;
      }
    },
  };
}
