import type { Collector } from '../klaviyo/schedule/reading-options';

/** A collector that also hands over its state. */
export interface KeptCollector extends Collector {
  changedParts(): ReadonlyMap<string, string | null>;
}

/** Stands before a collector that is not opened until something is asked of it. */
export interface CollectorOnDemand<C extends KeptCollector> extends KeptCollector {
  /** The collector itself. */
  opened(): C;
}

/**
 * Opens a collector when the reading first needs it. Its state is most of the store in a large account, and executions that only read what comes
 * slowly (a size of a list every four seconds, for half an hour) have no use for it.
 */
export function collectorOnDemand<C extends KeptCollector>(open: () => C): CollectorOnDemand<C> {
  let collector: C | null = null;
  const opened = (): C => (collector ??= open());
  return {
    opened,
    begin: (needs) => opened().begin(needs),
    missing: (metricId, to) => opened().missing(metricId, to),
    addEvents: (metricId, rows) => opened().addEvents(metricId, rows),
    finish: (metricId, span) => opened().finish(metricId, span),
    addProfiles: (rows) => opened().addProfiles(rows),
    restartProfiles: () => opened().restartProfiles(),
    finishProfiles: (at) => opened().finishProfiles(at),
    profilesReadAt: () => opened().profilesReadAt(),
    changedParts: () => (collector === null ? new Map() : collector.changedParts()),
  };
}
