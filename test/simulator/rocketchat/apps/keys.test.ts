import { fromStorable, toStorable } from '../../../../simulator/rocketchat/apps/keys';
import { Store } from '../../../../simulator/rocketchat/store';

test('fields that the database refuses are stored and come back as they were', async () => {
  const { appLogs } = await Store.open();
  const entry = { 'hub.mode': 'subscribe', list: [{ $set: 1, when: new Date(0) }], nothing: null };
  const doc = { _id: 'log-1', appId: 'app-1', entry: toStorable(entry), createdAt: new Date() };
  await appLogs.insertAsync(doc);
  expect(fromStorable((await appLogs.findOneAsync({ _id: 'log-1' }))?.entry)).toEqual(entry);
});
