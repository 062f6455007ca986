// The official OpenAI client for JavaScript against a running MediAgents server: MEDIAGENTS_URL, without API keys.
import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";

const client = new OpenAI({ apiKey: "none-needed-on-loopback", baseURL: new URL("/v1", process.env.MEDIAGENTS_URL).href, maxRetries: 0 });
const question = [{ role: "user", content: "How is migraine treated?" }];

test("an answer comes whole, with sources and usage", async () => {
  const completion = await client.chat.completions.create({ model: "mediagents", user: "asha", messages: question });
  const { message, finish_reason } = completion.choices[0];
  assert.equal(finish_reason, "stop");
  assert.match(message.content, /migraine/i);
  assert.equal(message.annotations[0].type, "url_citation");
  assert.ok(completion.usage.total_tokens > 0);
});

test("an answer comes in pieces that join to the same text", async () => {
  const whole = await client.chat.completions.create({ model: "mediagents", user: "asha", messages: question });
  const stream = client.chat.completions.stream({ model: "mediagents", user: "asha", messages: question, stream_options: { include_usage: true } });
  let pieces = 0;
  for await (const chunk of stream) pieces += chunk.choices[0]?.delta?.content ? 1 : 0;
  const final = await stream.finalChatCompletion();
  assert.ok(pieces > 1);
  assert.equal(final.choices[0].message.content, whole.choices[0].message.content);
  assert.ok(final.usage.completion_tokens > 0);
});

test("the models are listed and found", async () => {
  const names = [];
  for await (const model of client.models.list()) names.push(model.id);
  assert.ok(names.includes("mediagents"));
  assert.equal((await client.models.retrieve("mediagents-neurologist")).owned_by, "mediagents");
});

test("errors are of the client's own classes", async () => {
  const messages = question;
  await assert.rejects(client.chat.completions.create({ model: "gpt-9", user: "asha", messages }), OpenAI.NotFoundError);
  await assert.rejects(
    client.chat.completions.create({ model: "mediagents", messages }),
    (error) => error instanceof OpenAI.BadRequestError && error.param === "user",
  );
  await assert.rejects(
    client.chat.completions.create({ model: "mediagents", user: "asha", messages, n: 3 }),
    (error) => error instanceof OpenAI.BadRequestError && error.code === "unsupported_parameter",
  );
});
