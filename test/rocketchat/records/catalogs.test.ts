import { CatalogRecords } from '../../../src/rocketchat/records/catalogs';
import { dayKey, Records } from '../../../src/rocketchat/records/records';
import { FakePersistence } from '../../support/fakePersistence';

const MONDAY = Date.UTC(2026, 10, 16);
const TUESDAY = Date.UTC(2026, 10, 17);

describe('The catalog that was used last', () => {
  it('is known to all servers by number, and ages out by the day', async () => {
    const persistence = new FakePersistence();
    const records = new Records(...persistence.asAccessors());
    let now = MONDAY;
    const clock = { now: () => now, sleep: () => Promise.resolve() };
    const here = new CatalogRecords(records, clock);
    const there = new CatalogRecords(new Records(...persistence.asAccessors()), clock);
    await expect(here.lastOf('shop')).resolves.toBeUndefined();
    await here.remember('shop', '1');
    await here.remember('shop', '2');
    await expect(there.lastOf('shop')).resolves.toBe('2');
    await expect(there.lastOf('other')).resolves.toBeUndefined();
    now = TUESDAY;
    await there.remember('shop', '2');
    await records.remove(dayKey(MONDAY));
    await expect(here.lastOf('shop')).resolves.toBe('2');
    await records.remove(dayKey(TUESDAY));
    await expect(here.lastOf('shop')).resolves.toBeUndefined();
  });
});
