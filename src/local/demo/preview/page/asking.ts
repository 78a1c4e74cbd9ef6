import type { BookView, TabView } from '../view';
import type { HandsWork, MenuItem, MenuOutcome, PersonName } from '../messages';

async function get<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}

async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const answer = (await response.json()) as { value?: T; error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer.value as T;
}

export const readBook = (): Promise<BookView> => get('/book');
export const readTab = (id: number): Promise<TabView> => get(`/tab?id=${id}`);
export const readMenu = (person: PersonName): Promise<readonly MenuItem[]> => get(`/menus?person=${person}`);
export const chooseItem = (person: PersonName, item: string): Promise<MenuOutcome> => post(`/menu?person=${person}`, { item });
export const useHands = (person: PersonName, work: HandsWork): Promise<null> => post(`/hands?person=${person}`, work);
