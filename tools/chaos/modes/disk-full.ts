import { setTimeout as sleep } from 'node:timers/promises';
import { Audience } from '../audience.ts';
import { Cluster } from '../cluster/cluster.ts';
import { SmallDisk } from '../cluster/small-disk.ts';
import { crowd } from '../crowd.ts';
import { BACK_MS, CALM_TURNS, timeToAnswer } from '../time-to-answer.ts';
import { slowness } from '../slowness.ts';
import type { Mode } from './mode.ts';

const WORD_MS = 15;
const CALM_MS = 1_500;
/** So small that the log of changes fills what is left of it soon. Bytes. */
const DISK_BYTES = 320 * 1024 * 1024;
/** Write-ahead log is to need new files while the disk is full, and not to fill it by itself. */
const settings = { max_wal_size: '64MB', min_wal_size: '32MB', wal_recycle: 'off', wal_init_zero: 'on' };

/** The database's disk is full, and then it is not. */
export const diskFull: Mode = {
  name: 'disk-full',
  title: 'the disk of the database is full for a while, while everybody talks',
  async run({ long, random, tally, results, log, ...place }) {
    const disk = SmallDisk.make({ folder: place.folder, cluster: 'disk', bytes: DISK_BYTES });
    log(disk.how);
    const database = { directory: disk.directory, settings };
    const cluster = await Cluster.start({ name: 'disk', random, replicas: 3, database, ...place });
    try {
      const audience = new Audience({ name: 'disk', cluster, random, tally, folder: results });
      const calmMs = await timeToAnswer({ cluster });
      let over = false;
      const talking = crowd({
        audience,
        random: random.fork(),
        users: long ? 16 : 8,
        wordMs: WORD_MS,
        until: () => over,
      });
      try {
        for (let round = 1; round <= (long ? 5 : 1); round++) {
          await sleep(CALM_MS);
          cluster.disturbed();
          disk.fill();
          // What is written meanwhile fills what the fill left, and asks for more.
          const failed = await disk.untilWritesFail({ database: cluster.database });
          tally.add(failed ? 'times full' : 'times not full');
          if (!failed)
            tally.violated({ rule: 'mode', who: 'disk-full', what: 'writes went on although the disk was full' });
          await sleep(long ? random.between(1_000, 10_000) : 1_500);
          disk.free();
          await cluster.database.untilItAnswers();
          cluster.disturbed();
          const backMs = await timeToAnswer({ cluster });
          tally.sample('answers after there was room', backMs);
          if (backMs > BACK_MS * slowness() + CALM_TURNS * calmMs)
            tally.violated({
              rule: 'degrade',
              who: 'disk-full',
              what: `the first answer came ${backMs} ms after there was room`,
            });
          cluster.disturbed();
        }
      } finally {
        disk.free();
        over = true;
        await talking;
      }
      await audience.recheck();
      tally.violated(...cluster.surprises.map((what) => ({ rule: 'process', who: 'disk-full', what })));
    } finally {
      await cluster.stop();
      disk.unmount();
    }
  },
};
