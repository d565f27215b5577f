import { applyDecorators, Body, HttpCode, Query, RequestMapping, RequestMethod, UseInterceptors } from '@nestjs/common';
import { type AdminRouteName, adminRoutes, type Route } from '@patchbay/api-contract';
import { z } from 'zod';
import { Public, RequirePermission, SignedIn } from '../platform/access/access.ts';
import { CheckedBody } from './checked-body.ts';
import { ParsedBody, ParsedQuery } from '../platform/http/parsed.ts';

/** Makes a handler the endpoint of that name: method, path, status and who may call it come from the route table. */
export function Endpoint(name: AdminRouteName): MethodDecorator {
  const route: Route = adminRoutes[name];
  const access =
    route.access === 'public' ? Public() : route.access === 'signed-in' ? SignedIn() : RequirePermission(route.access);
  return applyDecorators(
    RequestMapping({ path: route.path, method: RequestMethod[route.method] }),
    HttpCode(route.status),
    access,
    // Documents are checked by the one parser of documents, which keeps their text.
    ...(route.body instanceof z.ZodUnknown ? [] : [UseInterceptors(new CheckedBody(route.body))]),
  );
}

/** The body, parsed by the endpoint's schema. */
export function EndpointBody(name: AdminRouteName): ParameterDecorator {
  const route: Route = adminRoutes[name];
  return route.body ? ParsedBody(route.body) : Body();
}

/** The query, parsed by the endpoint's schema. */
export function EndpointQuery(name: AdminRouteName): ParameterDecorator {
  const route: Route = adminRoutes[name];
  return route.query ? ParsedQuery(route.query) : Query();
}
