import type { IModify, IRead } from '@rocket.chat/apps-engine/definition/accessors';

import type { AppUser } from './rocketchat/appUser';
import { NumberCards } from './rocketchat/records/numberCards';
import type { Records } from './rocketchat/records/records';
import { SetupMembers } from './rocketchat/records/setupMembers';
import { SetupRoomRecord } from './rocketchat/records/setupRoomRecord';
import { ToldRecords } from './rocketchat/records/told';
import { SetupPeople } from './rocketchat/setupPeople';
import { SetupRoom } from './rocketchat/setupRoom';
import { SetupRoomFinder } from './rocketchat/setupRoomFinder';
import type { ActiveRooms } from './services/outbound/ports';
import type { Clock, Livechat, Locks, Log, Notices, Workspace } from './services/ports';
import type { Omnichannel, SetupReaders } from './services/setup/ports';
import { Readiness } from './services/setup/readiness';
import { SetupWatch } from './services/setup/watch';
import { UnservedRooms } from './services/unserved';

/** What the setup room needs of the rest of the house. */
interface Ground {
  appUser: AppUser;
  locks: Locks;
  modify: IModify;
  read: IRead;
  records: Records;
}

/** Puts the setup room together, which the bot's notices go to. */
export function wireSetupRoom({ appUser, locks, modify, read, records }: Ground) {
  const finder = new SetupRoomFinder(read, modify, appUser, new SetupRoomRecord(records), locks);
  const setupPeople = new SetupPeople(read, modify, appUser, finder, new SetupMembers(records));
  return { setupPeople, setupRoom: new SetupRoom(read, modify, appUser, finder, setupPeople) };
}

/** What the care for the setup needs of the rest of the house. */
interface Around {
  activeRooms: ActiveRooms;
  clock: Clock;
  livechat: Livechat;
  log: Log;
  notices: Notices;
  records: Records;
  setupPeople: SetupReaders;
  workspace: Omnichannel & Workspace;
}

/** Puts the parts together that lead through the setup. */
export function wireSetup({
  activeRooms,
  clock,
  livechat,
  log,
  notices,
  records,
  setupPeople,
  workspace,
}: Around) {
  const told = new ToldRecords(records, clock);
  return {
    numberCards: new NumberCards(records),
    readiness: new Readiness(workspace, livechat),
    setupWatch: new SetupWatch({ clock, log, notices, readers: setupPeople, told, workspace }),
    unservedRooms: new UnservedRooms({ clock, livechat, notices, rooms: activeRooms, told, workspace }),
  };
}
