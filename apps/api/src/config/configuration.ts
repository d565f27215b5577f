import path from 'node:path';
import type { RetentionSettings } from '../retention/retention-settings.ts';
import type { ArmedCrash } from '../platform/crash-points.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { type SecretStoreSettings, secretStoreSettings } from './secret-store-settings.ts';

export type LogLevel = Environment['PATCHBAY_LOG_LEVEL'];

/** What the process goes by, derived once from its variables. */
export interface Configuration {
  host: string;
  /** 0 takes a free one. */
  port: number;
  /** Origin in links; undefined until the server listens when no PATCHBAY_PUBLIC_URL is set. */
  publicUrl: string | undefined;
  chatUrl: string | undefined;
  /** Whether cookies are `Secure` and carry the `__Host-` prefix. */
  secureCookies: boolean;
  trustedProxies: number;
  dataDir: string;
  /** `embedded`: no DATABASE_URL is set. */
  database: { kind: 'embedded' } | { kind: 'external'; url: string; directUrl: string };
  databasePoolSize: number;
  /** A query is given up when the database says nothing for so long. */
  databaseSilenceMs: number;
  /** Off behind a pooler that does not know named statements. */
  preparedStatements: boolean;
  redisUrl: string | undefined;
  /** Where other processes reach this one; undefined finds it out. */
  replicaUrl: string | undefined;
  role: Environment['PATCHBAY_ROLE'];
  firstAdministrator: { email: string; password: string } | undefined;
  masterKey: string | undefined;
  secretStores: SecretStoreSettings;
  openai: { apiKey: string | undefined; baseUrl: string | undefined; model: string | undefined } | undefined;
  ollama: { host: string; model: string | undefined } | undefined;
  /** Hosts and CIDRs that nodes may reach although they are private. */
  allowedPrivate: readonly string[];
  /** A company's proxy for calls that leave. */
  proxy: { https?: string; no?: string };
  metricsToken: string | undefined;
  retention: RetentionSettings;
  rateLimits: boolean;
  /** How many requests are worked on at once; the others are refused with 503. */
  mostRequests: number;
  sandbox: Environment['PATCHBAY_SANDBOX'];
  /** Socket of a runner that runs the scripts in this process's place. */
  scriptRunner: string | undefined;
  logLevel: LogLevel;
  /** Where a chaos run wants this process to end. */
  crash: ArmedCrash | undefined;
}

/** Reads and derives; throws an error that names what is wrong. */
export function loadConfiguration(variables: Record<string, string | undefined>): Configuration {
  const environment = readEnvironment(variables);
  const { PATCHBAY_ADMIN_EMAIL: email, PATCHBAY_ADMIN_PASSWORD: password } = environment;
  if ((email === undefined) !== (password === undefined))
    throw new Error('PATCHBAY_ADMIN_EMAIL and PATCHBAY_ADMIN_PASSWORD are set together or not at all.');
  if (environment.DATABASE_DIRECT_URL && !environment.DATABASE_URL)
    throw new Error('DATABASE_DIRECT_URL is set without DATABASE_URL.');
  const publicUrl = originOf({ name: 'PATCHBAY_PUBLIC_URL', url: environment.PATCHBAY_PUBLIC_URL });
  const url = environment.DATABASE_URL;
  return {
    host: environment.PATCHBAY_HOST ?? '127.0.0.1',
    port: environment.PORT,
    publicUrl,
    chatUrl: originOf({ name: 'PATCHBAY_CHAT_URL', url: environment.PATCHBAY_CHAT_URL }),
    secureCookies: publicUrl?.startsWith('https:') ?? false,
    trustedProxies: environment.PATCHBAY_TRUSTED_PROXIES,
    dataDir: path.resolve(environment.PATCHBAY_DATA_DIR),
    database: url ? { kind: 'external', url, directUrl: environment.DATABASE_DIRECT_URL ?? url } : { kind: 'embedded' },
    databasePoolSize: 16,
    databaseSilenceMs: environment.PATCHBAY_DATABASE_TIMEOUT_SECONDS * 1_000,
    preparedStatements: environment.PATCHBAY_PREPARED_STATEMENTS === 'on',
    redisUrl: environment.REDIS_URL,
    replicaUrl: originOf({ name: 'PATCHBAY_REPLICA_URL', url: environment.PATCHBAY_REPLICA_URL }),
    role: environment.PATCHBAY_ROLE,
    firstAdministrator: email && password ? { email, password } : undefined,
    masterKey: environment.PATCHBAY_MASTER_KEY,
    secretStores: secretStoreSettings({ environment, variables }),
    openai:
      environment.OPENAI_API_KEY || environment.OPENAI_BASE_URL
        ? {
            apiKey: environment.OPENAI_API_KEY,
            baseUrl: environment.OPENAI_BASE_URL,
            model: environment.OPENAI_MODEL,
          }
        : undefined,
    ollama: environment.OLLAMA_HOST ? { host: environment.OLLAMA_HOST, model: environment.OLLAMA_MODEL } : undefined,
    allowedPrivate: environment.PATCHBAY_ALLOW_PRIVATE_NETWORK,
    proxy: proxyOf(environment),
    metricsToken: environment.PATCHBAY_METRICS_TOKEN,
    retention: {
      conversationDays: environment.PATCHBAY_RETENTION_DAYS,
      traceDays: environment.PATCHBAY_TRACE_RETENTION_DAYS,
    },
    rateLimits: environment.PATCHBAY_RATE_LIMITS === 'on',
    mostRequests: environment.PATCHBAY_MOST_REQUESTS,
    sandbox: environment.PATCHBAY_SANDBOX,
    scriptRunner: environment.PATCHBAY_SCRIPT_RUNNER,
    logLevel: environment.PATCHBAY_LOG_LEVEL,
    crash: environment.PATCHBAY_CRASH_POINT,
  };
}

function proxyOf(environment: Environment): Configuration['proxy'] {
  const https = environment.HTTPS_PROXY ?? environment.https_proxy;
  const no = environment.NO_PROXY ?? environment.no_proxy;
  return { ...(https ? { https } : {}), ...(no ? { no } : {}) };
}

function originOf({ name, url }: { name: string; url: string | undefined }): string | undefined {
  if (url === undefined) return undefined;
  const parsed = new URL(url);
  if (parsed.pathname !== '/' || parsed.search || parsed.hash)
    throw new Error(`${name} is an origin, such as https://help.example.com, without a path.`);
  return parsed.origin;
}
