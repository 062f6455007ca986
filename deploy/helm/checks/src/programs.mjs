// A PATH of a test's own: a few of the system's programs, and stand-ins that write down how they were called.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export class Programs {
  folder = mkdtempSync(path.join(tmpdir(), "mediagents-programs-"));

  /**
   * @param {string[]} system names of programs of this machine
   * @param {Record<string, string>} standIns a script for each, run after its call was written down
   */
  constructor(system, standIns) {
    for (const name of system) {
      symlinkSync(spawnSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).stdout.trim(), path.join(this.folder, name));
    }
    for (const [name, script] of Object.entries(standIns)) {
      writeFileSync(path.join(this.folder, name), `#!/bin/sh\necho "${name} $*" >>"${this.folder}/calls"\n${script}\n`);
      chmodSync(path.join(this.folder, name), 0o755);
    }
  }

  run(script, args, options = {}) {
    const { env, ...others } = options;
    return spawnSync("sh", [script, ...args], { encoding: "utf8", env: { ...env, PATH: this.folder }, ...others });
  }

  /** The calls so far, in order. */
  calls() {
    const file = path.join(this.folder, "calls");
    return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
  }
}
