import type { FlowTemplate } from './flow-template.ts';
import { laptopOrder } from './flows/laptop-order.ts';
import { llmFirstLine } from './flows/llm-first-line.ts';
import { lockedAccount } from './flows/locked-account.ts';
import { lostDevice } from './flows/lost-device.ts';
import { phishingReport } from './flows/phishing-report.ts';
import { printer } from './flows/printer.ts';
import { slowComputer } from './flows/slow-computer.ts';
import { softwareRequest } from './flows/software-request.ts';
import { statusPage } from './flows/status-page.ts';
import { vpn } from './flows/vpn.ts';
import { wifi } from './flows/wifi.ts';

/** Every template, in the order in which the gallery shows them. */
export const flowTemplates: readonly FlowTemplate[] = [
  vpn,
  wifi,
  printer,
  slowComputer,
  lockedAccount,
  softwareRequest,
  laptopOrder,
  lostDevice,
  phishingReport,
  statusPage,
  llmFirstLine,
];
