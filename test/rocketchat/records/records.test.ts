import { Records } from '../../../src/rocketchat/records/records';
import { FakePersistence } from '../../support/fakePersistence';

describe('Records', () => {
  let database: FakePersistence;
  let records: Records;

  beforeEach(() => {
    database = new FakePersistence();
    records = new Records(...database.asAccessors());
  });

  const WRITTEN = { at: 0, name: '', is: false, none: undefined, deep: { none: undefined, some: 1 } };

  it('are read as they were written, though the host keeps what is undefined as null', async () => {
    await records.add(['key'], WRITTEN);
    expect(database.docs[0]!.data).toMatchObject({ none: null, deep: { none: null } });
    const [read] = await records.find('key');
    expect(read).toStrictEqual({ at: 0, name: '', is: false, deep: { some: 1 } });
  });

  it('keep the empty places of a list', async () => {
    await records.put(['key'], { results: [null, { code: undefined, to: '1' }, null] });
    expect(await records.newest('key')).toMatchObject({ results: [null, { to: '1' }, null] });
  });
});
