import { Injectable } from '@nestjs/common';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the process counts, for Prometheus. */
@Injectable()
export class Metrics {
  readonly #registry = new Registry();
  #defaults = false;
  readonly turns = new Counter({
    name: 'patchbay_turns_total',
    help: 'Turns and timers by how they ended',
    labelNames: ['outcome'],
    registers: [this.#registry],
  });
  readonly turnSeconds = new Histogram({
    name: 'patchbay_turn_seconds',
    help: 'Time from the acceptance of a turn to its end',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [this.#registry],
  });
  readonly conversations = new Counter({
    name: 'patchbay_conversations_opened_total',
    help: 'Conversations that were opened',
    registers: [this.#registry],
  });
  readonly streams = new Gauge({
    name: 'patchbay_open_streams',
    help: 'Event streams that are open now',
    registers: [this.#registry],
  });
  readonly egress = new Counter({
    name: 'patchbay_egress_total',
    help: 'Calls that left, or were refused, by what for and how they ended',
    labelNames: ['purpose', 'outcome'],
    registers: [this.#registry],
  });
  readonly traceDropped = new Counter({
    name: 'patchbay_trace_dropped_total',
    help: 'Runs whose trace was dropped because it could not be written in time',
    registers: [this.#registry],
  });

  async text(): Promise<{ type: string; text: string }> {
    // Those of the process observe the event loop and the garbage collector: only from when somebody looks.
    if (!this.#defaults) collectDefaultMetrics({ register: this.#registry });
    this.#defaults = true;
    return { type: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}
