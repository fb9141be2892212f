import type {
  IOnetimeSchedule,
  IProcessor,
  IRecurringSchedule,
} from '@rocket.chat/apps-engine/definition/scheduler';
import type { SchedulerBridge } from '@rocket.chat/apps-engine/server/bridges';

import { parseMoment } from '../apps/interval';
import type { JobQueue, Processor } from '../apps/jobQueue';
import type { Engine } from '../engine/load';

const JOB_ID = /^[0-9a-f]{24}$/;

/** Apps' scheduled jobs; the engine's names for processors are `{processor}_{appId}`. */
export function createSchedulerBridge(engine: Engine, queue: JobQueue): SchedulerBridge {
  class Scheduler extends engine.bridges.SchedulerBridge {
    protected async registerProcessors(processors: IProcessor[], appId: string): Promise<void | string[]> {
      const started: string[] = [];
      for (const entry of processors) {
        const { id, startupSetting } = entry;
        // The engine has wrapped the processor: it takes the job alone.
        queue.define(id, entry.processor.bind(entry) as Processor);
        if (startupSetting && 'interval' in startupSetting) {
          started.push(await this.scheduleRecurring({ id, ...startupSetting }, appId));
        } else if (startupSetting && !(await queue.hasOnce(id))) {
          started.push(await this.scheduleOnce({ id, ...startupSetting }, appId));
        }
      }
      return started.length > 0 ? started : undefined;
    }

    protected async scheduleOnce({ id, when, data }: IOnetimeSchedule, appId: string): Promise<string> {
      queue.start();
      return queue.addOnce(id, parseMoment(when), { ...data, appId });
    }

    protected async scheduleRecurring(
      { id, interval, skipImmediate = false, data }: IRecurringSchedule,
      appId: string,
    ): Promise<string> {
      queue.start();
      return queue.addRecurring(id, interval, { ...data, appId }, skipImmediate);
    }

    protected async cancelJob(jobId: string): Promise<void> {
      const [id = ''] = jobId.split('_');
      await queue.cancel(JOB_ID.test(id) ? { _id: id } : { name: jobId });
    }

    /** Called by the engine itself too, past its permission check, when an app goes. */
    async cancelAllJobs(appId: string): Promise<void> {
      await queue.cancel({ name: new RegExp(`_${appId}$`) });
    }
  }

  return new Scheduler();
}
