import * as hooks from "./hooks.mjs";
import * as network from "./network.mjs";
import * as pods from "./pods.mjs";
import * as references from "./references.mjs";
import * as secrecy from "./secrecy.mjs";

/** Every rule: a name, and check(rendered) which lists faults. */
export const rules = [pods, references, network, secrecy, hooks].flatMap((module) => Object.values(module));
