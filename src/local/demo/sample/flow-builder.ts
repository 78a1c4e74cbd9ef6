import type { FlowAction, FlowDefinition } from '../../klaviyo/account-data';
import type { Json } from './definition';
import { id } from './shop';

/** One step of a flow as its author thinks of it. */
export type Step =
  | { readonly do: 'wait'; readonly value: number; readonly unit: 'days' | 'hours' }
  | { readonly do: 'email' | 'sms' | 'push'; readonly name: string; readonly only?: Json }
  | { readonly do: 'split'; readonly when: Json; readonly yes: readonly Step[]; readonly no: readonly Step[] }
  | { readonly do: 'trigger split'; readonly when: Json; readonly yes: readonly Step[]; readonly no: readonly Step[] }
  | {
      readonly do: 'branches';
      readonly name: string;
      readonly of: readonly { readonly name: string; readonly when: Json | null; readonly steps: readonly Step[] }[];
    }
  | { readonly do: 'list'; readonly name: string; readonly list: string; readonly add: boolean }
  | { readonly do: 'wait for stock' }
  | { readonly do: 'property'; readonly key: string; readonly value: string };

export const wait = (value: number, unit: 'days' | 'hours' = 'days'): Step => ({ do: 'wait', value, unit });
export const email = (name: string, only?: Json): Step => ({ do: 'email', name, ...(only ? { only } : {}) });
export const sms = (name: string): Step => ({ do: 'sms', name });
export const push = (name: string): Step => ({ do: 'push', name });
export const split = (when: Json, yes: readonly Step[], no: readonly Step[]): Step => ({ do: 'split', when, yes, no });

/** The id of a flow's message by the flow's key and the message's name. */
export function messageId(flowKey: string, name: string): string {
  return id('flow message', `${flowKey}/${name}`);
}

interface Header {
  readonly key: string;
  readonly status: string;
  readonly trigger: Json;
  readonly profileFilter: Json | null;
  readonly again: Json;
}

/** Turns steps into actions with ids and links: each sequence goes on where its splits end. */
export function flowDefinition(header: Header, steps: readonly Step[]): FlowDefinition {
  const compiler = new Compiler(header);
  const entry = compiler.sequence(steps, null);
  return {
    triggers: [header.trigger],
    profile_filter: header.profileFilter,
    actions: compiler.actions(),
    entry_action_id: entry,
    reentry_criteria: header.again,
  };
}

class Compiler {
  private readonly made: FlowAction[] = [];
  private serial = 0;
  private readonly base: number;

  constructor(private readonly header: Header) {
    let hash = 0;
    for (const sign of header.key) hash = (hash * 31 + (sign.codePointAt(0) ?? 0)) % 900_000;
    this.base = 10_000_000 + hash * 100;
  }

  /** In the order of the flow. */
  actions(): readonly FlowAction[] {
    return [...this.made].sort((a, b) => Number(a.id) - Number(b.id));
  }

  /** Compiles steps that lead on to `next`; the id of the first of them. */
  sequence(steps: readonly Step[], next: string | null): string | null {
    const ids = steps.map(() => this.nextId());
    steps.forEach((step, place) => this.compile(step, ids[place] as string, ids[place + 1] ?? next));
    return ids[0] ?? next;
  }

  private nextId(): string {
    this.serial += 1;
    return String(this.base + this.serial);
  }

  private add(actionId: string, type: string, links: unknown, data: Json): void {
    this.made.push({ id: actionId, temporary_id: null, type, links, data });
  }

  private compile(step: Step, actionId: string, next: string | null): void {
    const { status } = this.header;
    const go = { next };
    switch (step.do) {
      case 'wait':
        return this.add(actionId, 'time-delay', go, {
          unit: step.unit,
          value: step.value,
          secondary_value: null,
          timezone: 'profile',
          delay_until_time: null,
          delay_until_weekdays: null,
        });
      case 'email':
      case 'sms':
      case 'push':
        return this.add(actionId, step.do === 'email' ? 'send-email' : step.do === 'sms' ? 'send-sms' : 'send-mobile-push', go, {
          message: this.message(step.do, step.name, step.only ?? null),
          status,
        });
      case 'split':
        return this.add(
          actionId,
          'conditional-split',
          { next_if_true: this.sequence(step.yes, next), next_if_false: this.sequence(step.no, next) },
          { profile_filter: step.when },
        );
      case 'trigger split': {
        const { type, id: triggerId = null } = this.header.trigger;
        return this.add(
          actionId,
          'trigger-split',
          { next_if_true: this.sequence(step.yes, next), next_if_false: this.sequence(step.no, next) },
          { trigger_filter: step.when, trigger_id: triggerId, trigger_type: type },
        );
      }
      case 'branches':
        return this.add(actionId, 'multi-branch-split', null, {
          name: step.name,
          branches: step.of.map((branch, place) => ({
            branch_id: `${actionId}${place + 1}`,
            order: place,
            is_else: branch.when === null,
            branch_filter: branch.when,
            name: branch.name,
            links: { next: this.sequence(branch.steps, next) },
          })),
        });
      case 'list':
        return this.add(actionId, 'list-update', go, { name: step.name, on_execution: step.add, list_id: step.list, status });
      case 'wait for stock':
        return this.add(actionId, 'back-in-stock-delay', go, {});
      case 'property':
        return this.add(actionId, 'update-profile', go, {
          profile_operations: [{ operator: 'create', property_type: 'string', property_key: step.key, property_value: step.value }],
          status,
        });
    }
  }

  private message(channel: 'email' | 'sms' | 'push', name: string, only: Json | null): Json {
    const shared = {
      id: messageId(this.header.key, name),
      name,
      additional_filters: only,
      smart_sending_enabled: true,
      transactional: false,
      add_tracking_params: true,
    };
    if (channel === 'email') {
      return {
        ...shared,
        from_email: 'hello@juniperandsalt.example',
        from_label: 'Juniper & Salt',
        reply_to_email: null,
        cc_email: null,
        bcc_email: null,
        subject_line: name,
        preview_text: '',
        template_id: id('template', name),
        custom_tracking_params: null,
      };
    }
    return { ...shared, body: name, custom_tracking_params: null };
  }
}
