import type { AccountData, StoredSegment } from './account-data';
import { indexOf } from './account-index';
import { showSegment } from './audiences';
import { bodyFault, type BodyName } from './body-schema';
import type { Call } from './document';
import { oneDocument } from './document';
import { shortId } from './identifiers';
import { badBody, notFound, Refusal } from './refusal';

/** An account after a write, and what is answered. */
export interface Written {
  readonly account: AccountData;
  readonly status: 200 | 201;
  readonly document: unknown;
}

/** A segment that was just made is worked out for so long, as Klaviyo's `is_processing` tells. */
const PROCESSING_MS = 60_000;

/** The two writes that this server takes, by `METHOD path`; every other one is refused. */
export const WRITE_ROUTES: Readonly<Record<string, (call: Call) => Written>> = { 'POST segments': create, 'PATCH segments/{id}': activate };

interface Body {
  readonly data: { readonly id?: string; readonly attributes: Readonly<Record<string, unknown>> };
}

function checkedBody(name: BodyName, call: Call): Body {
  const fault = bodyFault(name, call.body);
  if (fault !== null) throw fault;
  return call.body as Body;
}

/** Klaviyo takes a name that another segment has already. */
function create(call: Call): Written {
  const { name, definition, is_starred: isStarred } = checkedBody('SegmentCreateQuery', call).data.attributes;
  if (String(name).trim() === '') throw badBody('/data/attributes/name', 'The name may not be blank.');
  const groups = (definition as { readonly condition_groups: readonly { readonly conditions: readonly unknown[] }[] }).condition_groups;
  if (groups.length === 0 || groups.some(({ conditions }) => conditions.length === 0)) {
    throw badBody('/data/attributes/definition', 'A definition has at least one group, and a group at least one condition.');
  }
  const segment: StoredSegment = {
    id: freeId(call),
    name: String(name),
    created: call.now,
    updated: call.now,
    isActive: true,
    isProcessing: false,
    processingUntil: call.now + PROCESSING_MS,
    isStarred: isStarred === true,
    definition,
    tagIds: [],
  };
  return written([...call.account.segments, segment], segment, call, 201);
}

/** Only `is_active` is taken, and alone: other edits are Klaviyo's to offer, and nobody here needs them. */
function activate(call: Call): Written {
  const { id, attributes } = checkedBody('SegmentPartialUpdateQuery', call).data;
  if (id !== call.id) throw badBody('/data/id', 'The id in the body is not that of the address.');
  const segment = call.index.segments.get(call.id);
  if (segment === undefined) throw notFound('segment', call.id);
  const names = Object.keys(attributes);
  if (attributes.is_active === false && names.length > 1) throw badBody('/data/attributes/is_active', 'Deactivation cannot be combined with other updates.');
  if (names.length !== 1 || typeof attributes.is_active !== 'boolean') {
    throw new Refusal(
      403,
      'permission_denied',
      'You do not have permission to perform this action.',
      'Here only is_active can be changed: the account is otherwise read only.',
    );
  }
  const changed: StoredSegment = { ...segment, isActive: attributes.is_active, updated: call.now };
  return written(
    call.account.segments.map((one) => (one.id === segment.id ? changed : one)),
    changed,
    call,
    200,
  );
}

function written(segments: readonly StoredSegment[], segment: StoredSegment, call: Call, status: 200 | 201): Written {
  const membership = call.account.membership.withSegments?.(segments) ?? call.account.membership;
  const account: AccountData = { ...call.account, segments, membership };
  return { account, status, document: oneDocument(showSegment(segment, { ...call, account, index: indexOf(account) }), call) };
}

function freeId(call: Call): string {
  for (let count = call.account.segments.length; ; count += 1) {
    const id = shortId(call.now % 2_147_483_647, 'made', String(count));
    if (!call.index.segments.has(id) && !call.index.lists.has(id)) return id;
  }
}
