import { enterSetupRoom } from '../interactions/setupDialogue';
import { toCsv } from '../services/csv';
import { drawChart } from '../services/report/chart';
import { figuresOf, lost } from '../domain/report';
import { toPng } from '../services/report/png';
import { USUAL_DAYS, type Report } from '../services/report/report';
import { reportTable, reportTexts } from '../services/report/words';
import { plain, type Subcommand } from './subcommand';

/** Posts the figures of the last days into the setup room: words, a chart and a table. */
export const report: Subcommand = {
  audience: 'administrators',
  async run({ services, say }, { user, args: [wanted = String(USUAL_DAYS)] }) {
    const { reports, setupRoom } = services;
    const most = await reports.mostDays();
    const days = /^\d{1,3}$/.test(wanted) ? Number(wanted) : 0;
    if (days < 1 || days > most) {
      return [plain(say('report.badDays', { most }))];
    }
    await enterSetupRoom(services, user);
    const figures = await reports.of(days);
    const sayToAll = await services.languages.ofWorkspace();
    for (const words of reportTexts(sayToAll, figures)) {
      await setupRoom.post(words);
    }
    const name = `whatsapp-${figures.days[0]}-${figures.days.at(-1)}`;
    try {
      await setupRoom.upload(`${name}.png`, toPng(drawChart(chartDays(figures))));
      await setupRoom.upload(`${name}.csv`, Buffer.from(toCsv(reportTable(sayToAll, figures))));
      return [plain(say('report.posted'))];
    } catch (error) {
      services.log.warn('The files of a report were not taken', { reason: String(error) });
      return [plain(say('report.noFiles'))];
    }
  },
};

function chartDays({ days, daily }: Report) {
  return days.map((day) => {
    const figures = figuresOf(daily.filter((one) => one.day === day));
    const { received, sent } = figures;
    return { day, received, sent, failed: lost(figures).count };
  });
}
