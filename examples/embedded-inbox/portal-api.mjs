/** The calls of the portal's API that concern a reporter of this app. */
export function portalApi({ portalUrl, apiKey, deploymentId }) {
  const ask = async (method, path, body) => {
    const response = await fetch(new URL(`/api/v1${path}`, portalUrl), {
      method,
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body && { 'content-type': 'application/json', 'idempotency-key': body.key }),
      },
      body: body && JSON.stringify({ ...body, key: undefined }),
    });
    const answer = await response.json();
    if (!response.ok) throw Object.assign(new Error(answer.detail), { status: response.status });
    return answer;
  };
  const pair = (email) => `deployment=${deploymentId}&reporter=${encodeURIComponent(email)}`;
  return {
    /** `key` is this app's own name for the report: sent again, it is the same request. */
    file: ({ email, name }, { key, subject, body }) =>
      ask('POST', '/support/requests', {
        key,
        deployment: deploymentId,
        reporter: { email, name },
        subject,
        body,
      }),
    list: ({ email }) => ask('GET', `/support/requests?${pair(email)}`),
    get: ({ email }, number) => ask('GET', `/support/requests/${encodeURIComponent(number)}?${pair(email)}`),
    reply: ({ email }, number, { key, body }) =>
      ask('POST', `/support/requests/${encodeURIComponent(number)}/messages`, {
        key,
        deployment: deploymentId,
        reporter: { email },
        body,
      }),
    unread: ({ email }) => ask('GET', `/support/unread?${pair(email)}`),
  };
}
