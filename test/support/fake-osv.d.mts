export interface FakeOsv {
  url: string;
  requests: { method: string; url: string; headers: Record<string, string>; body: string }[];
  trouble: { status: number | 'hang'; headers?: Record<string, string>; text?: string }[];
  asked(): { package: { ecosystem: string; name: string }; version?: string; page_token?: string }[];
  stop(): Promise<void>;
}
export function startFakeOsv(records: readonly object[], options?: { pageSize?: number }): Promise<FakeOsv>;
