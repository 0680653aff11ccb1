/** A deduction after the work is done, as a program would send it; `origin` is where this portal stands. */
export const curlExample = (origin: string, service: string) => `curl ${origin}/api/v1/credits/deductions \\
  -H "Authorization: Bearer $METERDESK_KEY" \\
  -H "Content-Type: application/json" \\
  -H "Idempotency-Key: order-4711" \\
  -d '{"service": "${service}", "quantity": 1, "reference": "order-4711"}'`;

export const typescriptExample = (
  origin: string,
  service: string,
) => `const answer = await fetch('${origin}/api/v1/credits/deductions', {
  method: 'POST',
  headers: {
    Authorization: \`Bearer \${process.env.METERDESK_KEY}\`,
    'Content-Type': 'application/json',
    'Idempotency-Key': 'order-4711',
  },
  body: JSON.stringify({ service: '${service}', quantity: 1, reference: 'order-4711' }),
});
if (!answer.ok) {
  const problem = await answer.json(); // { code, detail, requestId, … }
  throw new Error(problem.detail);
}
const { id, cost, balance } = await answer.json();`;
