import { arrayOf, objectOf } from '../http/json';

/** What of a message matters to audiences; its text, links and headers do not. */
const MESSAGE_KEEPS = ['id', 'name', 'additional_filters', 'transactional', 'smart_sending_enabled', 'conversion_metric_id', 'template_id'];
/** Parts of an action's data that hold content, code or secrets. */
const DATA_DROPS = ['service_configuration', 'source_code', 'code', 'environment_variables'];

/**
 * A flow definition without message content: subjects, bodies, webhook addresses and headers stay in Klaviyo. They say
 * nothing about audiences, headers may hold another service's secret, and a sheet has little room. All else is kept as it
 * came, whatever its type, for domain/rule to parse.
 */
export function slimFlowDefinition(definition: unknown): unknown {
  if (typeof definition !== 'object' || definition === null || Array.isArray(definition)) return definition;
  const { actions, ...rest } = definition as Record<string, unknown>;
  return Array.isArray(actions) ? { ...rest, actions: actions.map(slimAction) } : { ...definition };
}

/** One action, as in a definition or as included with a flow page. */
export function slimAction(action: unknown): unknown {
  if (typeof action !== 'object' || action === null || Array.isArray(action)) return action;
  const record = action as Record<string, unknown>;
  if (typeof record.data !== 'object' || record.data === null) return record;
  // Code actions have nothing but code in them.
  return { ...record, data: record.type === 'code' ? null : slimData(objectOf(record.data)) };
}

function slimData(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const slim: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(data)) {
    if (DATA_DROPS.includes(name)) continue;
    if (name === 'message') slim[name] = slimMessage(value);
    else if (name === 'main_action') slim[name] = slimAction(value);
    else if (name === 'current_experiment') slim[name] = slimExperiment(value);
    else slim[name] = value;
  }
  return slim;
}

function slimMessage(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message;
  return Object.fromEntries(Object.entries(message).filter(([name]) => MESSAGE_KEEPS.includes(name)));
}

function slimExperiment(experiment: unknown): unknown {
  const { variations, ...rest } = objectOf(experiment);
  return { ...rest, variations: arrayOf(variations).map((variation) => slimAction(variation)) };
}
