/**
 * Where a person opens an object in Klaviyo. Klaviyo documents no addresses; these are the ones its own pages have in the
 * browser bar: a list and a segment share `/list/ID` (segops.ai/docs/activations/klaviyo tells to copy the id from there;
 * so do setup guides of many integrations), a flow opens at `/flow/ID/edit`, a campaign at `/campaign/ID/wizard`, from
 * where Klaviyo leads on to the report of a sent one. Ids are untrusted and go in encoded.
 */
const HOST = 'https://www.klaviyo.com';

/** The address of one object; https, safe to put into a link. */
export function klaviyoAddress(type: 'segment' | 'list' | 'campaign' | 'flow', id: string): string {
  const safe = encodeURIComponent(id.replace(/[\uD800-\uDFFF]/g, ''));
  switch (type) {
    case 'segment':
    case 'list':
      return `${HOST}/list/${safe}`;
    case 'campaign':
      return `${HOST}/campaign/${safe}/wizard`;
    case 'flow':
      return `${HOST}/flow/${safe}/edit`;
  }
}
