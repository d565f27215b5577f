export interface StreamItem {
  id?: number;
  json: string;
}

/** Reads `text/event-stream` bit by bit: give it what came, get what is whole. */
export class EventStreamReader {
  #rest = '';

  read(part: string): StreamItem[] {
    const blocks = (this.#rest + part).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => {
      let id: number | undefined;
      let json = '';
      for (const line of block.split('\n')) {
        if (line.startsWith('id: ')) id = Number(line.slice(4));
        else if (line.startsWith('data: ')) json += line.slice(6);
      }
      if (json === '') return [];
      return [id === undefined ? { json } : { id, json }];
    });
  }
}
