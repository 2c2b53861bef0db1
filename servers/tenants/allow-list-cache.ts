/** What was known of a tenant's origins at some time. */
export interface KnownOrigins {
  readonly origins: readonly string[];
  /** In seconds, by the clock of whoever wrote it. */
  readonly at: number;
}

/** Where allow-lists are kept between two looks into the directory. */
export interface AllowListCache {
  get(tenant: string): Promise<KnownOrigins | undefined>;
  set(tenant: string, known: KnownOrigins): Promise<void>;
  close(): Promise<void>;
}

/** Keeps them in this process. */
export function inMemory(): AllowListCache {
  const kept = new Map<string, KnownOrigins>();
  return {
    get: async (tenant) => kept.get(tenant),
    set: async (tenant, known) => void kept.set(tenant, known),
    close: async () => {},
  };
}

const keyOf = (tenant: string) => `allow-list:${tenant}`;

/**
 * Keeps them in Redis, where other instances find them, too.
 * @param url as in `redis://127.0.0.1:6379`
 * @returns the cache, once it is connected; rejects when nobody answers there
 */
export async function inRedis(url: string): Promise<AllowListCache> {
  const { createClient } = await import('redis');
  const client = createClient({ url, socket: { connectTimeout: 5_000, reconnectStrategy: false } });
  // Without a listener an error of a lost connection would end the process; the next command says it anyway.
  client.on('error', () => {});
  await client.connect();
  return {
    async get(tenant) {
      const text = await client.get(keyOf(tenant));
      return text === null ? undefined : (JSON.parse(String(text)) as KnownOrigins);
    },
    set: async (tenant, known) => void (await client.set(keyOf(tenant), JSON.stringify(known))),
    // The server may have gone first.
    close: async () => {
      if (client.isOpen) client.destroy();
    },
  };
}
