import type { ChaosFlow } from './chaos-flow.ts';
import { echo } from './echo.ts';
import { form } from './form.ts';
import { journey } from './journey.ts';
import { model } from './model.ts';
import { orders } from './orders.ts';
import { steps } from './steps.ts';
import { timer } from './timer.ts';

/** Every bot that chaos runs talk to. */
export const chaosFlows: readonly ChaosFlow[] = [echo, form, orders, model, steps, timer, journey];
