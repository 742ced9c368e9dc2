// Whether the server can do its work: every part is asked, none may keep the answer waiting.

/** Resolves when the part can work; rejects with what is wrong. */
export type Check = () => Promise<void>;

export interface Readiness {
  readonly isReady: boolean;
  /** Part → `ok`, or what is wrong with it. */
  readonly parts: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 2000;

export async function checkReadiness(
  checks: Readonly<Record<string, Check>>,
  patienceMs: number = PATIENCE_MS,
): Promise<Readiness> {
  const parts = await Promise.all(
    Object.entries(checks).map(
      async ([name, check]): Promise<[string, string]> => [name, await answerOf(check, patienceMs)],
    ),
  );
  return { isReady: parts.every(([, answer]) => answer === 'ok'), parts: Object.fromEntries(parts) };
}

async function answerOf(check: Check, patienceMs: number): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${patienceMs} ms`), patienceMs);
  });
  try {
    return await Promise.race([check().then(() => 'ok'), late]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    clearTimeout(timer);
  }
}
