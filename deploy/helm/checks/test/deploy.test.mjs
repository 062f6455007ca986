// deploy/deploy.sh: what it would run is what it runs, and what is missing is told before anything happens.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { after, describe, it } from "node:test";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";
import { Programs } from "../src/programs.mjs";

const script = fileURLToPath(new URL("../../../deploy.sh", import.meta.url));
const scratch = mkdtempSync(path.join(tmpdir(), "mediagents-deploy-"));
const made = [];
after(() => [scratch, ...made.map((one) => one.folder)].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Tools that only write down their calls; "docker=1" is a docker that fails. */
function programs(...tools) {
  const standIns = tools.map((tool) => tool.split("=")).map(([name, status = "0"]) => [name, `exit ${status}`]);
  made.push(new Programs(["sh", "sed", "cat", "dirname", "date"], Object.fromEntries(standIns)));
  return made.at(-1);
}

function deploy(tools, ...options) {
  const run = tools.run(script, options, { cwd: scratch });
  return {
    status: run.status,
    error: run.stderr.trim(),
    printed: run.stdout.split("\n").filter((line) => line.startsWith("+ ")).map((line) => line.slice(2)),
    ran: tools.calls(),
    last: run.stdout.trim().split("\n").at(-1),
  };
}

const chart = "deploy/helm/mediagents";

describe("deploy.sh", () => {
  it("prints everything and does nothing in a dry run, without any tool", () => {
    const run = deploy(programs(), "--dry-run", "--tag", "t1", "--registry", "ghcr.io/acme", "--environment", "staging", "--namespace", "clinic");
    assert.equal(run.status, 0);
    assert.deepEqual(run.printed, [
      "docker build --file deploy/docker/gateway.Dockerfile --tag ghcr.io/acme/mediagents-gateway:t1 .",
      "docker push ghcr.io/acme/mediagents-gateway:t1",
      "docker build --file deploy/docker/silo.Dockerfile --tag ghcr.io/acme/mediagents-silo:t1 .",
      "docker push ghcr.io/acme/mediagents-silo:t1",
      "kubectl --namespace clinic get secret mediagents --output name",
      `helm upgrade --install mediagents ${chart} --namespace clinic --create-namespace --values ${chart}/values-staging.yaml --set-string image.registry=ghcr.io/acme --set-string image.tag=t1 --wait --timeout 15m`,
      "helm test mediagents --namespace clinic --timeout 5m",
    ]);
    assert.match(run.last, /nothing was done/);
  });

  const ways = {
    "an installation": ["--tag", "t1"],
    "an installation of images that are there": ["--tag", "t1", "--skip-build", "--environment", "production"],
    "a removal": ["--clean-up", "--namespace", "clinic"],
  };
  for (const [what, options] of Object.entries(ways)) {
    it(`runs for ${what} what a dry run prints`, () => {
      const run = deploy(programs("docker", "helm", "kubectl"), ...options);
      assert.equal(run.status, 0);
      assert.ok(run.ran.length >= 2);
      assert.deepEqual(run.ran, deploy(programs(), ...options, "--dry-run").printed);
    });
  }

  it("builds nothing with --skip-build and needs no docker then", () => {
    const run = deploy(programs("helm", "kubectl"), "--skip-build", "--tag", "t1");
    assert.equal(run.status, 0);
    assert.ok(!run.ran.some((call) => call.startsWith("docker")));
  });

  it("removes with --clean-up what hooks left behind, of this release only", () => {
    const [, remnants] = deploy(programs("helm", "kubectl"), "--clean-up", "--release", "blue").ran;
    assert.match(remnants, /^kubectl .*delete .*app\.kubernetes\.io\/instance=blue$/);
  });

  it("takes the chart's version as tag where there is no repository to ask", () => {
    const [, version] = readFileSync(path.join(path.dirname(script), "helm/mediagents/Chart.yaml"), "utf8").match(/^appVersion: "(.+)"$/m);
    assert.match(deploy(programs(), "--dry-run").printed[0], new RegExp(`mediagents-gateway:${version} \\.$`));
  });

  it("reads further values from where the caller stands, and then leaves the Secret to them", () => {
    writeFileSync(path.join(scratch, "mine.yaml"), "");
    const { printed } = deploy(programs(), "--dry-run", "--skip-build", "--tag", "t1", "--values", "mine.yaml");
    assert.ok(printed[0].includes(`--values ${path.join(scratch, "mine.yaml")} `));
  });

  for (const [tool, present] of Object.entries({ docker: ["helm", "kubectl"], helm: ["docker", "kubectl"], kubectl: ["docker", "helm"] })) {
    it(`says that ${tool} is missing, before it runs anything`, () => {
      const run = deploy(programs(...present), "--tag", "t1");
      assert.deepEqual([run.status, run.ran], [1, []]);
      assert.match(run.error, new RegExp(`^deploy: ${tool} is not installed; `));
    });
  }

  it("stops where a build fails", () => {
    const run = deploy(programs("docker=1", "helm", "kubectl"), "--tag", "t1");
    assert.notEqual(run.status, 0);
    assert.equal(run.ran.length, 1);
  });

  it("says what to do where the Secret is not there, and installs nothing", () => {
    const run = deploy(programs("docker", "helm", "kubectl=1"), "--tag", "t1", "--skip-build");
    assert.equal(run.status, 1);
    assert.match(run.error, /no Secret mediagents in the namespace mediagents; deploy\/README\.md/);
    assert.deepEqual(run.ran.filter((call) => call.startsWith("helm")), []);
  });

  it("says how to look and how to go back where the release does not become ready", () => {
    const run = deploy(programs("docker", "helm=1", "kubectl"), "--tag", "t1");
    assert.equal(run.status, 1);
    assert.match(run.error, /get pods,events; back: helm --namespace mediagents rollback mediagents/);
  });

  const refused = {
    "an unknown option": ["--force"],
    "an option without its value": ["--namespace"],
    "an environment that is none": ["--environment", "test"],
    "a namespace that is no name": ["--namespace", "Clinic One"],
    "a tag that is none": ["--tag", "a b"],
    "values that are not there": ["--values", "none.yaml"],
  };
  for (const [what, options] of Object.entries(refused)) {
    it(`refuses ${what} with exit code 2`, () => {
      const run = deploy(programs("docker", "helm", "kubectl"), ...options);
      assert.deepEqual([run.status, run.ran], [2, []]);
      assert.match(run.error, /^deploy: /);
    });
  }

  it("tells every option in --help", () => {
    const help = programs().run(script, ["--help"]).stdout;
    const taken = new Set(readFileSync(script, "utf8").match(/^ {4}(--[a-z-]+ \| )*--[a-z-]+\)/gm).join(" ").match(/--[a-z-]+/g));
    assert.equal(taken.size, 11);
    for (const option of taken) assert.ok(help.includes(`  ${option} `), option);
  });
});
