import { createOutboundHttp, type OutboundHttp } from '@patchbay/outbound-http';
import type { Configuration } from '../config/configuration.ts';

/** The one client of the process for everything that leaves. */
export const OUTBOUND_HTTP = Symbol('outbound http');
export const MODEL_CLIENTS = Symbol('model clients');

export function outboundHttp({ allowedPrivate, proxy }: Pick<Configuration, 'allowedPrivate' | 'proxy'>): OutboundHttp {
  return createOutboundHttp({ allowPrivate: [...allowedPrivate], proxy });
}
