import manifest from '../../app.json';
import { plain, type Subcommand } from './subcommand';

/** Where 360dialog tells of outages. */
const STATUS_PAGE = 'https://status.360dialog.com';

/** Where to look and whom to ask when something does not work. */
export const support: Subcommand = {
  audience: 'agents',
  run({ say }) {
    const { version, author } = manifest;
    const facts = { version, statusPage: STATUS_PAGE, support: author.support };
    return Promise.resolve([plain(say('support.text', facts))]);
  },
};
