// Secrets stay in Secrets.
import { secrets } from "../cases.mjs";

export const secrecy = {
  name: "secrets: in Secrets only, whole or in part",
  check: (rendered) => {
    const pieces = Object.values(secrets).flatMap((secret) => secret.match(/secret-of-[a-z-]+|[A-Z]{43}=/g));
    const faults = rendered.objects.filter((object) => object.kind !== "Secret").flatMap((object) => {
      const text = JSON.stringify(object);
      return pieces.filter((piece) => text.includes(piece)).map((piece) => `${object.kind} ${object.metadata.name}: holds ${piece}`);
    });
    return [...faults, ...pieces.filter((piece) => rendered.notes.includes(piece)).map((piece) => `the notes hold ${piece}`)];
  },
};

export const secretVariables = {
  name: "secrets: variables that carry one take it from a Secret",
  check: (rendered) => rendered.pods().flatMap((pod) => pod.spec.containers.flatMap((container) => (container.env ?? [])
    .filter((variable) => /^(DATABASE_URL|KEY_DATABASE_URL|REDIS_URL|API_KEYS|USER_HASH_KEY|ENCRYPTION_KEYS?(_OLD)?|DASHBOARD_KEY)$/.test(variable.name))
    .filter((variable) => !variable.valueFrom?.secretKeyRef)
    .map((variable) => `${pod.name}: ${variable.name} is written out`))),
};
