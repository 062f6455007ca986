package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/yaml"
)

type table = map[string]interface{}

// readYaml reads YAML as Helm does, by way of JSON: numbers become floats, keys become text.
func readYaml(path string) (table, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	values := table{}
	if err := yaml.UnmarshalStrict(content, &values); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return values, nil
}

// merge lays values over defaults: tables are merged, everything else is replaced, and null takes a key away.
func merge(defaults, over table) table {
	merged := table{}
	for key, value := range defaults {
		merged[key] = value
	}
	for key, value := range over {
		below, isTable := merged[key].(table)
		above, overIsTable := value.(table)
		switch {
		case value == nil:
			delete(merged, key)
		case isTable && overIsTable:
			merged[key] = merge(below, above)
		default:
			merged[key] = value
		}
	}
	return merged
}
