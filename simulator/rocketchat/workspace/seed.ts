import type { Livechat } from './livechat/livechat';
import type { Rooms } from './rooms';
import type { NewUser, Users } from './users';

const people: readonly NewUser[] = [
  { username: 'agent.ana', name: 'Ana Alvarez', roles: ['user', 'livechat-agent'], status: 'online' },
  { username: 'agent.ben', name: 'Ben Becker', roles: ['user', 'livechat-agent'], status: 'online' },
  { username: 'maria.manager', name: 'Maria Moreau', roles: ['user', 'livechat-manager'], status: 'online' },
  // As the administration makes bots; users of type `bot` are the server's own.
  { username: 'support.bot', name: 'Support Bot', roles: ['bot'], status: 'online' },
];

const departments = [
  { name: 'Support', email: 'support@chat.example.org', agents: ['agent.ana', 'agent.ben'] },
  { name: 'Sales', email: 'sales@chat.example.org', agents: ['agent.ben'] },
];

/** Password of everybody but the administrator. */
export const memberPassword = 'member-secret';

/** Fills a fresh workspace. */
export async function seedWorkspace(
  { users, rooms, livechat }: { users: Users; rooms: Rooms; livechat: Livechat },
  adminPassword: string,
): Promise<void> {
  await users.create({
    _id: 'rocket.cat',
    username: 'rocket.cat',
    name: 'Rocket.Cat',
    type: 'bot',
    roles: ['bot'],
    status: 'online',
  });
  const admin = await users.create({
    username: 'admin',
    name: 'Admin',
    email: 'admin@chat.example.org',
    password: adminPassword,
    roles: ['admin', 'user'],
    status: 'online',
  });
  for (const person of people) {
    const email = `${person.username}@chat.example.org`;
    const user = await users.create({ ...person, email, password: memberPassword });
    if (users.hasRole(user, 'livechat-agent')) {
      await livechat.agents.add(user.username);
    }
  }
  const members = people.map(({ username }) => username);
  const general = await rooms.create({ _id: 'GENERAL', type: 'c', name: 'general', creator: admin, members });
  await rooms.update(general._id, { default: true });
  for (const { agents, ...department } of departments) {
    await livechat.departments.create(department, agents);
  }
}
