// deploy/smoke.sh against a docker and a curl that only pretend: its order, its options, and that it can fail.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { Programs } from "../src/programs.mjs";

const script = fileURLToPath(new URL("../../../smoke.sh", import.meta.url));
const made = [];
after(() => made.forEach((one) => rmSync(one.folder, { recursive: true, force: true })));

const running = 'case $1 in ps) echo running ;; inspect) echo 0 ;; esac';
const answering = `case $* in */chat/*) echo '{"citations":[{"id":"c1"}]}' ;; esac`;

function smoke({ docker = running, curl = answering } = {}, images = ["gateway:1", "silo:1"]) {
  const programs = new Programs(["sh", "head", "base64", "tr", "grep"], { docker, curl, sleep: "" });
  made.push(programs);
  const env = { DATABASE_URL: "postgresql://a:secret-of-database@h/d", REDIS_URL: "redis://:secret-of-redis@h/0" };
  return { ...programs.run(script, images, { env }), calls: programs.calls() };
}

describe("smoke.sh", () => {
  it("migrates, starts two silos and a gateway, asks, kills a silo, asks again, and leaves nothing", () => {
    const { status, calls } = smoke();
    assert.equal(status, 0);
    const order = calls.map((call) => (call.startsWith("curl") && call.includes("/chat/") ? "ask" : call.match(/^docker (run|kill|stop)/)?.[1])).filter(Boolean);
    assert.deepEqual(order, ["run", "run", "run", "run", "ask", "ask", "ask", "kill", "ask", "ask", "ask", "stop"]);
    assert.match(calls.find((call) => call.startsWith("docker run")), / database migrate$/);
    assert.equal(calls.filter((call) => call.startsWith("docker rm --force")).length, 3);
  });

  it("runs every container as the chart would, with secrets by name only", () => {
    for (const call of smoke().calls.filter((one) => one.startsWith("docker run"))) {
      for (const option of ["--user 1000:1000", "--read-only", "--cap-drop ALL"]) assert.ok(call.includes(option), call);
      assert.doesNotMatch(call, /secret-of|_KEY=|API_KEYS=/);
    }
  });

  const failures = {
    "a silo ends at its start": [{ docker: "exit 0", curl: "exit 7" }, /silo-1 has ended/],
    "a silo is never ready": [{ curl: "exit 7" }, /silo-1 is not ready/],
    "an answer has no citations": [{ curl: "echo '{\"citations\":[]}'" }, /no answer with citations/],
    "migrations fail": [{ docker: 'case $* in *migrate) exit 1 ;; esac' }, /last words/],
    "the other silo does not drain": [{ docker: `${running.replace("echo 0", "echo 137")}` }, /ended with 137/],
  };
  for (const [what, [programs, sentence]] of Object.entries(failures)) {
    it(`fails when ${what}, and shows what the containers said`, () => {
      const { status, stdout, calls } = smoke(programs);
      assert.notEqual(status, 0);
      assert.match(stdout, sentence);
      assert.ok(calls.some((call) => call.startsWith("docker logs")));
    });
  }

  it("asks for both images", () => assert.equal(smoke({}, ["gateway:1"]).status, 2));
});
