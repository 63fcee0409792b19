import { describeEventStore } from '../contract/event-store.contract.js';
import { MemoryEventStore } from './memory-store.js';

describeEventStore('memory', async () => {
  const store = new MemoryEventStore();
  return { store, dispose: () => store.close() };
});
