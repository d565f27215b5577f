import { isAllowance } from '@patchbay/outbound-http';
import { z } from 'zod';
import { type ArmedCrash, readCrashPoint } from '../platform/crash-points.ts';

const text = z.string().trim().min(1);
const port = z.coerce.number().int().min(0).max(65_535);
const httpUrl = z.url({ protocol: /^https?$/ });
const switched = z.enum(['on', 'off']);
const days = z.coerce.number().int().min(1).max(36_500);
const headerText = text.regex(/^[\x21-\x7e]+$/, 'holds a blank or a character that no token has');
const mount = text.regex(
  /^(?!\.)[A-Za-z0-9._{}-]+(\/(?!\.)[A-Za-z0-9._{}-]+)*$/,
  'is a path of letters, digits, ".", "_" and "-", without a slash at its ends',
);
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

const allowances = list.superRefine((entries, context) => {
  for (const entry of entries)
    if (!isAllowance(entry))
      context.addIssue({ code: 'custom', message: `"${entry}" is no host, host:port, address or CIDR` });
});

function crashPointOf(text: string, context: z.RefinementCtx): ArmedCrash {
  const crash = readCrashPoint(text);
  if (crash) return crash;
  context.addIssue({ code: 'custom', message: `"${text}" is no crash point, or no passing of one` });
  return z.NEVER;
}

/** Every variable that this process reads, as the reference of variables describes them. */
const environmentSchema = z.object({
  PORT: port.default(3000),
  PATCHBAY_HOST: text.optional(),
  PATCHBAY_PUBLIC_URL: httpUrl.optional(),
  PATCHBAY_CHAT_URL: httpUrl.optional(),
  PATCHBAY_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(20).default(0),
  PATCHBAY_DATA_DIR: text.default('./data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_DIRECT_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  PATCHBAY_DATABASE_TIMEOUT_SECONDS: z.coerce.number().int().min(1).max(600).default(30),
  PATCHBAY_PREPARED_STATEMENTS: switched.default('on'),
  HTTPS_PROXY: z.string().optional(),
  https_proxy: z.string().optional(),
  NO_PROXY: z.string().optional(),
  no_proxy: z.string().optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  PATCHBAY_REPLICA_URL: httpUrl.optional(),
  PATCHBAY_ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  PATCHBAY_ADMIN_EMAIL: z.email().optional(),
  PATCHBAY_ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').optional(),
  PATCHBAY_MASTER_KEY: text.optional(),
  PATCHBAY_SECRETS_DIR: text.optional(),
  PATCHBAY_VAULT_ADDRESS: httpUrl.optional(),
  PATCHBAY_VAULT_NAMESPACE: text.optional(),
  PATCHBAY_VAULT_TOKEN: headerText.optional(),
  PATCHBAY_VAULT_ROLE_ID: text.optional(),
  PATCHBAY_VAULT_SECRET_ID: text.optional(),
  PATCHBAY_VAULT_APPROLE_MOUNT: mount.default('approle'),
  PATCHBAY_VAULT_MOUNT: mount.default('secret'),
  PATCHBAY_VAULT_PATH: mount
    .refine(
      (value) => value.includes('{workspace}'),
      'must hold {workspace}, so that each workspace has its own secrets',
    )
    .default('patchbay/{workspace}'),
  PATCHBAY_VAULT_CACHE_SECONDS: z.coerce.number().int().min(0).max(3_600).default(60),
  OPENAI_API_KEY: text.optional(),
  OPENAI_BASE_URL: httpUrl.optional(),
  OPENAI_MODEL: text.optional(),
  OLLAMA_HOST: text.optional(),
  OLLAMA_MODEL: text.optional(),
  PATCHBAY_ALLOW_PRIVATE_NETWORK: allowances.default([]),
  PATCHBAY_METRICS_TOKEN: text.optional(),
  PATCHBAY_RETENTION_DAYS: days.optional(),
  PATCHBAY_TRACE_RETENTION_DAYS: days.default(30),
  PATCHBAY_RATE_LIMITS: switched.default('on'),
  PATCHBAY_MOST_REQUESTS: z.coerce.number().int().min(1).max(100_000).default(1_000),
  PATCHBAY_SANDBOX: z.enum(['standard', 'strict']).default('standard'),
  /** Set by `npm run chaos` alone: where this process ends as if it had been killed. */
  PATCHBAY_CRASH_POINT: z.string().transform(crashPointOf).optional(),
  PATCHBAY_SCRIPT_RUNNER: text.optional(),
  PATCHBAY_LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug']).default('warn'),
});

export type Environment = z.infer<typeof environmentSchema>;

/** The variables with their types; an empty one counts as not set. Throws an error that names each faulty variable. */
export function readEnvironment(variables: Record<string, string | undefined>): Environment {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const parsed = environmentSchema.safeParse(set);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`Patchbay cannot start with these variables:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}
