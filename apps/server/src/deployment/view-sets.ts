import type { EventStore } from '#event-store';
import {
  EventIndexView,
  FactsView,
  FindingsView,
  ImportsView,
  RuleResultsView,
  SearchView,
  ViewSet,
  type ViewSetOptions,
} from '#projections';
import { catalogue } from './catalogue.js';
import type { DataFolder } from './folder.js';
import { MerkleRoot } from './merkle-root.js';
import { packsFingerprint, ruleIndexFor } from './packs.js';
import { searchText } from './search-text.js';

export const VIEW_SETS = ['main', 'search'] as const;
export type ViewSetName = (typeof VIEW_SETS)[number];

/** What pages and rules are answered from. */
export function openMainViews(folder: DataFolder, store: EventStore, onBatch?: ViewSetOptions['onBatch']): ViewSet {
  return ViewSet.open({
    folder: folder.views,
    name: 'main',
    log: 'process',
    store,
    catalogue,
    root: () => new MerkleRoot(),
    views: () => {
      const facts = new FactsView();
      return [
        new EventIndexView(),
        facts,
        new ImportsView(),
        new FindingsView(),
        new RuleResultsView(facts, (community) => ruleIndexFor(facts, community), packsFingerprint),
      ];
    },
    ...(onBatch === undefined ? {} : { onBatch }),
  });
}

/** The full-text index, built apart from the other views. */
export function openSearchViews(folder: DataFolder, store: EventStore): ViewSet {
  return ViewSet.open({
    folder: folder.views,
    name: 'search',
    log: 'process',
    store,
    catalogue,
    views: () => [new SearchView(searchText)],
    // The full-text index costs per transaction; half a second behind is soon enough for a search.
    gatherMs: 500,
  });
}
