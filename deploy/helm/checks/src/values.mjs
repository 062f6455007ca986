// The chart's own schema of its values, read as Helm reads it.
import Ajv from "ajv";
import { valuesSchema } from "./rendered.mjs";

const validate = new Ajv({ allErrors: true, strict: "log", strictRequired: false, strictTypes: false, logger: { log() {}, warn: fail, error: fail } }).compile(valuesSchema());

export function valueFaults(values) {
  return validate(values) ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message} ${error.params.additionalProperty ?? ""}`.trim());
}

function fail(message) {
  throw new Error(message);
}
