import type { StoredCatalogCategory, StoredCatalogItem } from './account-data';
import type { Call, Kind, Resource } from './document';
import { isoDate, linkOnly, listing, oneDocument } from './document';
import { notFound } from './refusal';
import type { Route } from './routes';

function showItem(item: StoredCatalogItem): Resource {
  return {
    type: 'catalog-item',
    id: item.id,
    plural: 'catalog-items',
    attributes: {
      external_id: item.externalId,
      title: item.title,
      description: item.description,
      price: item.price,
      url: item.url,
      image_full_url: null,
      image_thumbnail_url: null,
      images: [],
      custom_metadata: {},
      published: item.published,
      created: isoDate(item.created),
      updated: isoDate(item.updated),
    },
    relations: { variants: linkOnly() },
  };
}

function showCategory(category: StoredCatalogCategory): Resource {
  return {
    type: 'catalog-category',
    id: category.id,
    plural: 'catalog-categories',
    attributes: { external_id: category.externalId, name: category.name, updated: isoDate(category.updated) },
    relations: { items: linkOnly() },
  };
}

const ITEM: Kind<StoredCatalogItem> = {
  id: (item) => item.id,
  show: showItem,
  field: (item, name) => {
    switch (name) {
      case 'ids':
        return item.id;
      case 'title':
        return item.title;
      case 'published':
        return item.published;
      case 'created':
        return item.created;
      case 'category.id':
        return item.categoryIds[0] ?? null;
      default:
        return null;
    }
  },
};

function categoryKind(call: Call): Kind<StoredCatalogCategory> {
  return {
    id: (category) => category.id,
    show: showCategory,
    field: (category, name) => {
      switch (name) {
        case 'ids':
          return category.id;
        case 'name':
          return category.name;
        case 'created':
          return category.updated;
        case 'item.id':
          return call.account.catalogItems.find((item) => item.categoryIds[0] === category.id)?.id ?? null;
        default:
          return null;
      }
    },
  };
}

function itemOf(call: Call): StoredCatalogItem {
  const item = call.account.catalogItems.find((candidate) => candidate.id === call.id);
  if (!item) throw notFound('catalog-item', call.id);
  return item;
}

function categoryOf(call: Call): StoredCatalogCategory {
  const category = call.account.catalogCategories.find((candidate) => candidate.id === call.id);
  if (!category) throw notFound('catalog-category', call.id);
  return category;
}

/** Answers for the catalog. */
export const CATALOG_ROUTES: Readonly<Record<string, Route>> = {
  'GET catalog-items': (call) => listing(call.account.catalogItems, ITEM, call),
  'GET catalog-items/{id}': (call) => oneDocument(showItem(itemOf(call)), call),
  'GET catalog-items/{id}/categories': (call) =>
    listing(
      call.account.catalogCategories.filter((category) => itemOf(call).categoryIds.includes(category.id)),
      categoryKind(call),
      call,
    ),
  'GET catalog-categories': (call) => listing(call.account.catalogCategories, categoryKind(call), call),
  'GET catalog-categories/{id}': (call) => oneDocument(showCategory(categoryOf(call)), call),
  'GET catalog-categories/{id}/items': (call) =>
    listing(
      call.account.catalogItems.filter((item) => item.categoryIds.includes(categoryOf(call).id)),
      ITEM,
      call,
    ),
};
