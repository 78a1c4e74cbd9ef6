/** Where people live. */
export interface Place {
  readonly city: string;
  readonly region: string | null;
  readonly country: string;
  readonly zip: string;
  readonly timezone: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly locale: string;
  readonly dial: string;
  readonly european: boolean;
}

function place(
  city: string,
  region: string | null,
  country: string,
  zip: string,
  timezone: string,
  latitude: number,
  longitude: number,
  locale: string,
  dial: string,
  european = false,
): Place {
  return { city, region, country, zip, timezone, latitude, longitude, locale, dial, european };
}

/** Places with how many people live there, in thousandths. */
export const PLACES: readonly (readonly [Place, number])[] = [
  [place('Portland', 'Oregon', 'United States', '97209', 'America/Los_Angeles', 45.53, -122.69, 'en-US', '+1503'), 120],
  [place('Seattle', 'Washington', 'United States', '98101', 'America/Los_Angeles', 47.61, -122.33, 'en-US', '+1206'), 90],
  [place('San Francisco', 'California', 'United States', '94103', 'America/Los_Angeles', 37.77, -122.41, 'en-US', '+1415'), 110],
  [place('Los Angeles', 'California', 'United States', '90012', 'America/Los_Angeles', 34.06, -118.24, 'en-US', '+1213'), 120],
  [place('Denver', 'Colorado', 'United States', '80202', 'America/Denver', 39.75, -105.0, 'en-US', '+1303'), 60],
  [place('Austin', 'Texas', 'United States', '78701', 'America/Chicago', 30.27, -97.74, 'en-US', '+1512'), 70],
  [place('Chicago', 'Illinois', 'United States', '60601', 'America/Chicago', 41.89, -87.62, 'en-US', '+1312'), 70],
  [place('New York', 'New York', 'United States', '10001', 'America/New_York', 40.75, -73.99, 'en-US', '+1212'), 120],
  [place('Brooklyn', 'New York', 'United States', '11201', 'America/New_York', 40.69, -73.99, 'en-US', '+1718'), 50],
  [place('Toronto', 'Ontario', 'Canada', 'M5H 2N2', 'America/Toronto', 43.65, -79.38, 'en-CA', '+1416'), 50],
  [place('London', null, 'United Kingdom', 'SW1A 1AA', 'Europe/London', 51.5, -0.14, 'en-GB', '+4420'), 50],
  [place('Berlin', null, 'Germany', '10115', 'Europe/Berlin', 52.53, 13.38, 'de-DE', '+4930', true), 40],
  [place('Paris', null, 'France', '75002', 'Europe/Paris', 48.87, 2.34, 'fr-FR', '+331', true), 30],
  [place('Amsterdam', null, 'Netherlands', '1012', 'Europe/Amsterdam', 52.37, 4.9, 'nl-NL', '+3120', true), 20],
];
