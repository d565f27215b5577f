/** A backup that is cut short, changed, or none at all. */
export class DamagedArchive extends Error {
  constructor(why: string) {
    super(`The backup is damaged: ${why}. Nothing was changed.`);
    this.name = 'DamagedArchive';
  }
}
