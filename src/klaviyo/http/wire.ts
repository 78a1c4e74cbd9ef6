import type * as sdk from 'klaviyo-api';
import type { SnakeCase } from 'type-fest';
import type { GenericSchema } from 'valibot';

/**
 * Types of the JSON on the wire, derived from the official SDK's models: those are camelCase with `Date`s, the wire has
 * snake_case with ISO texts. Types only, so nothing of the SDK gets into the bundle. The SDK hard-codes the same revision
 * as revision.ts.
 */
export type Wire<T> = T extends Date ? string
  : T extends readonly (infer Item)[] ? readonly Wire<Item>[]
    : T extends object ? { readonly [Name in keyof T as Name extends string ? SnakeCase<Name> : Name]: Wire<T[Name]> }
      : T;

export type AccountAttributes = Wire<sdk.AccountResponseObjectResourceAttributes>;
export type ListAttributes = Wire<Pick<sdk.ListListResponseObjectResourceAttributes, 'name' | 'created' | 'updated' | 'optInProcess'>>;
/** `definition` is left untyped on purpose: domain/rule parses it, and an unknown condition must not be refused here. */
export type SegmentAttributes = Wire<Omit<sdk.SegmentListResponseObjectResourceAttributes, 'definition'>> & { readonly definition?: unknown };
export type FlowAttributes = Wire<sdk.FlowResponseObjectResourceAttributes>;
export type CampaignAttributes = Wire<Omit<sdk.CampaignResponseObjectResourceAttributes, 'sendOptions' | 'trackingOptions' | 'sendStrategy'>> & { readonly send_options?: unknown; readonly send_strategy?: unknown };
export type MetricAttributes = Wire<Omit<sdk.MetricResponseObjectResourceAttributes, 'integration'>> & { readonly integration?: unknown };
export type MetricPropertyAttributes = Wire<sdk.MetricPropertyResponseObjectResourceExtendedAttributes>;
export type FormAttributes = Wire<sdk.FormResponseObjectResourceAttributes>;
export type AggregateAttributes = Wire<Omit<sdk.PostMetricAggregateResponseDataAttributes, 'data'>> & { readonly data: unknown };
export type EventAttributes = Wire<Omit<sdk.EventResponseObjectResourceAttributes, 'eventProperties'>> & { readonly event_properties?: unknown };
export type ProfileAttributes = Wire<Omit<sdk.ProfileResponseObjectResourceExtendedAttributes, 'properties'>> & { readonly properties?: unknown };

/** Entries of a schema for records of `T`: a name that Klaviyo's model does not have is a compile error. */
export type EntriesOf<T> = { readonly [Name in keyof T]?: GenericSchema };
