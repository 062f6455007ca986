// The official MCP client for JavaScript: over streamable HTTP against a running MediAgents server (MEDIAGENTS_URL, without API
// keys), and over stdio against `mediagents mcp` (MEDIAGENTS_COMMAND) on a data directory of its own.
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const tools = ["audit_bill", "bill_audits", "earlier_opinions", "patient_profile", "patient_timeline", "search_knowledge"];
const bill = "Date Description Qty Rate Amount\n02/02/2026  ECG  1  300.00  300.00\n02/02/2026  ECG  1  300.00  300.00\nTotal  600.00\n";

async function walk(transport) {
  const client = new Client({ name: "checks", version: "1.0.0" });
  await client.connect(transport);
  try {
    const names = (await client.listTools()).tools.map((tool) => tool.name);
    for (const name of tools) assert.ok(names.includes(name), `${name} is offered`);

    const found = await client.callTool({ name: "search_knowledge", arguments: { query: "How is gout treated?" } });
    assert.ok(!found.isError);
    assert.match(found.structuredContent.passages[0].text, /gout/i);

    const audited = await client.callTool({
      name: "audit_bill",
      arguments: { file_content: Buffer.from(bill).toString("base64"), file_name: "bill.txt", insurance_type: "cghs", city_tier: "II" },
    });
    assert.ok(!audited.isError, audited.content[0].text);
    assert.equal(audited.structuredContent.audit.verdict, "dispute");

    const listed = await client.callTool({ name: "bill_audits", arguments: {} });
    assert.equal(listed.structuredContent.audits[0].audit_id, audited.structuredContent.audit_id);

    const wrong = await client.callTool({ name: "search_knowledge", arguments: { query: "gout", top_k: 1000 } });
    assert.ok(wrong.isError);
    assert.match(wrong.content[0].text, /top_k/);
  } finally {
    await client.close();
  }
}

test("over streamable HTTP", async () => {
  await walk(new StreamableHTTPClientTransport(new URL("/mcp?user_id=asha", process.env.MEDIAGENTS_URL)));
});

test("over stdio", async () => {
  const data = await mkdtemp(join(tmpdir(), "mediagents-mcp-"));
  try {
    await walk(
      new StdioClientTransport({
        command: process.env.MEDIAGENTS_COMMAND,
        args: ["mcp", "--user", "asha"],
        env: { PATH: process.env.PATH, MEDIAGENTS_DATA_DIR: data },
        stderr: "ignore",
      }),
    );
  } finally {
    await rm(data, { recursive: true, force: true });
  }
});
