import type { Evidence } from './condition-kind';
import type { AffinityChannel } from './profile-facts';

/** Channels of Klaviyo's channel affinity as they are called in a sentence. */
export const AFFINITY_CHANNELS: Readonly<Record<AffinityChannel, string>> = { email: 'Email', push: 'Push', sms: 'SMS', whatsapp: 'WhatsApp' };

export const AFFINITY_EVIDENCE: Evidence = { from: 'affinity', why: 'the API tells only part of the channel affinity' };
