/** A worker ended by itself: its script did not come, or the browser took its memory away. */
export class WorkerLost extends Error {
  constructor() {
    super('a worker of the page ended unexpectedly');
    this.name = 'WorkerLost';
  }
}
