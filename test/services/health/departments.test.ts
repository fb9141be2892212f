import { startServer, World } from '../../support/bridge';
import { aNumber } from '../../support/fakes';

const MINUTE = 60_000;

describe('A number whose department goes', () => {
  let world: World;
  let server: ReturnType<typeof startServer>;

  beforeEach(async () => {
    world = new World();
    server = startServer(world);
    world.workspace.list = [
      { id: 'dep-1', name: 'Support' },
      { id: 'dep-2', name: 'Sales' },
    ];
    await server.numbers.save(aNumber({ id: 'a', departmentId: 'dep-1', displayNumber: '+49301' }));
    await server.numbers.save(aNumber({ id: 'b', departmentId: 'dep-2', displayNumber: '+49302' }));
    await server.numbers.save(aNumber({ id: 'c', displayNumber: '+49303' }));
  });

  const departments = async () =>
    Object.fromEntries((await server.numbers.all()).map(({ id, departmentId }) => [id, departmentId]));

  it('goes on without one, and the admins are told once, also on two servers', async () => {
    const other = startServer(world);
    await Promise.all([server.numberDepartments.gone('dep-1'), other.numberDepartments.gone('dep-1')]);
    expect(await departments()).toEqual({ a: undefined, b: 'dep-2', c: undefined });
    expect(world.notices.admins).toEqual([{ key: 'number.departmentGone', params: { number: '+49301' } }]);
  });

  it('is found by the next review when nobody heard of it', async () => {
    world.workspace.list = [{ id: 'dep-1', name: 'Support' }];
    await server.numberDepartments.review();
    await server.numberDepartments.review();
    expect(await departments()).toEqual({ a: 'dep-1', b: undefined, c: undefined });
    expect(world.notices.admins).toHaveLength(1);
  });

  describe('loses its agents', () => {
    const notice = (number: string) => ({
      key: 'health.noAgents',
      params: { number, url: 'https://chat.example.org/omnichannel/departments' },
    });

    beforeEach(() => (world.workspace.empty = ['dep-2']));

    it('keeps it, and the admins are told once, and once more when it has some again', async () => {
      const other = startServer(world);
      await Promise.all([server.numberDepartments.review(), other.numberDepartments.review()]);
      await server.numberDepartments.review();
      expect(await departments()).toEqual({ a: 'dep-1', b: 'dep-2', c: undefined });
      expect(world.notices.admins).toEqual([notice('+49302')]);
      world.workspace.empty = [];
      await other.numberDepartments.review();
      await server.numberDepartments.review();
      expect(world.notices.news).toEqual([{ key: 'health.agentsBack', params: { number: '+49302' } }]);
      world.workspace.empty = ['dep-2'];
      world.clock.advance(MINUTE);
      await server.numberDepartments.review();
      expect(world.notices.admins).toHaveLength(2);
    });

    it('is not spoken of any more without a department', async () => {
      await server.numberDepartments.review();
      const number = await server.numbers.byId('b', { fresh: true });
      await server.numbers.save({ ...number!, departmentId: undefined });
      await server.numberDepartments.review();
      expect(world.notices.news).toEqual([]);
    });
  });

  it('keeps a department that was chosen meanwhile', async () => {
    const [number] = await server.numbers.all();
    const gone = server.numberDepartments.gone('dep-1');
    await startServer(world).numbers.save({ ...number!, departmentId: 'dep-2' });
    await gone;
    expect(await departments()).toMatchObject({ a: 'dep-2' });
    expect(world.notices.admins).toEqual([]);
  });
});
