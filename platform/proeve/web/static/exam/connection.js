/** Speaks with the server: one POST that never throws and tells when it was answered. */

const PATIENCE_MS = 15_000;

/**
 * Post and return `{status, body, sent, received, retryAfterMs}`; times are `performance.now()`.
 * Status 0 means that no answer came that can be read: no network, too late, or the Wi-Fi's login page instead of JSON.
 */
export async function post(url, { headers = {}, body = null, keepalive = false } = {}) {
  const sent = performance.now();
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: body === null ? headers : { ...headers, "Content-Type": "application/json" },
      body,
      keepalive,
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer = await readJson(response);
    const received = performance.now();
    if (answer === null && response.ok) return { status: 0, body: null, sent, received, retryAfterMs: 0 };
    return {
      status: response.status,
      body: answer,
      sent,
      received,
      retryAfterMs: 1000 * Number(response.headers.get("Retry-After")) || 0,
    };
  } catch {
    return { status: 0, body: null, sent, received: performance.now(), retryAfterMs: 0 };
  }
}

async function readJson(response) {
  try {
    const answer = await response.json();
    return typeof answer === "object" ? answer : null;
  } catch {
    return null;
  }
}

/** The sentence the server gave with an error, or null. */
export function errorMessage(reply) {
  return reply.body?.error?.message ?? null;
}

/** The two journal routes of one lease; `place()` says where the candidate is, for who watches over the room. */
export function journal({ saveUrl, heartbeatUrl, token, place }) {
  const headers = { Authorization: `Bearer ${token}` };
  return {
    save: (saves, keepalive) => post(saveUrl, { headers, body: JSON.stringify({ saves }), keepalive }),
    beat: () => post(heartbeatUrl, { headers, body: JSON.stringify(place()) }),
  };
}
