import { CallMeter } from '../../../../simulator/rocketchat/apps/callMeter';

describe('CallMeter', () => {
  test.each([
    ['bridges:getLivechatBridge:doCreateRoom', 'LivechatBridge.createRoom'],
    ['accessor:getPersistence:create', 'Persistence.create'],
    ['accessor:getReader:getEnvironmentReader:getServerSettings:getValueById', 'ServerSettings.getValueById'],
    ['accessor:getConfigurationExtend:api:provideApi', 'api.provideApi'],
  ])('counts %s as %s', (method, name) => {
    const meter = new CallMeter();
    meter.countToHost(method);
    expect([...meter.toHost]).toEqual([[name, 1]]);
  });

  test('adds up what apps called, apart from what the host called, until it is reset', () => {
    const meter = new CallMeter();
    meter.countToHost('accessor:getPersistence:create');
    meter.countToHost('accessor:getPersistence:create');
    meter.countToApp('api:incoming:post');
    expect([
      meter.total,
      meter.toHost.get('Persistence.create'),
      meter.toApp.get('api:incoming:post'),
    ]).toEqual([2, 2, 1]);
    meter.reset();
    expect([meter.total, meter.toApp.size]).toEqual([0, 0]);
  });
});
