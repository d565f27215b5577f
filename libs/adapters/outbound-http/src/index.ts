export { isAllowance } from './allowances.ts';
export { type EgressScope, isListedHost } from './egress-scope.ts';
export { createAddressPolicy } from './address-policy.ts';
export { createHttpPort } from './create-http-port.ts';
export { createOutboundHttp, type OutboundHttp, type OutboundOptions } from './create-outbound-http.ts';
export { OUTBOUND_LIMITS } from './outbound-limits.ts';
