// Migrations run before the release is there, and bring what they need.
import { isHook } from "../rendered.mjs";

export const migrations = {
  name: "migrations: before installation and upgrade, after what they need, and gone afterwards",
  check: (rendered) => {
    const hooks = rendered.objects.filter((object) => object.metadata.name.endsWith("-migrations"));
    if (!rendered.values.migrations.enabled) return hooks.map((object) => `${object.kind} ${object.metadata.name}: migrations are off`);
    const job = hooks.find((object) => object.kind === "Job");
    if (!job) return ["there is no Job of migrations"];
    const weight = (object) => Number(object.metadata.annotations?.["helm.sh/hook-weight"]);
    const faults = hooks.filter((object) => object !== job && !(weight(object) < weight(job))).map((object) => `${object.kind} ${object.metadata.name}: comes after the Job that needs it`);
    for (const object of hooks) {
      const hook = isHook(object) ? object.metadata.annotations["helm.sh/hook"] : "";
      if (hook !== "pre-install,pre-upgrade") faults.push(`${object.kind} ${object.metadata.name}: hook ${hook}`);
    }
    const [container] = job.spec.template.spec.containers;
    if (container.args?.join(" ") !== "database migrate") faults.push("the Job does not migrate");
    const handed = (container.env ?? []).filter((variable) => variable.valueFrom).map((variable) => variable.name);
    if (handed.some((name) => !/^(KEY_)?DATABASE_URL$/.test(name))) faults.push(`the Job is handed ${handed}`);
    return faults;
  },
};
