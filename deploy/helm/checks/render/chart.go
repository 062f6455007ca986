package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"text/template"

	"sigs.k8s.io/yaml"
)

type manifest struct {
	Template string `json:"template"`
	Object   table  `json:"object"`
}

type rendered struct {
	Values  table      `json:"values"`
	Objects []manifest `json:"objects"`
	Notes   string     `json:"notes"`
}

func renderChart(folder string, valueFiles []string, release, namespace string) (*rendered, error) {
	chart, err := readYaml(filepath.Join(folder, "Chart.yaml"))
	if err != nil {
		return nil, err
	}
	values, err := readYaml(filepath.Join(folder, "values.yaml"))
	if err != nil {
		return nil, err
	}
	for _, file := range valueFiles {
		over, err := readYaml(file)
		if err != nil {
			return nil, err
		}
		values = merge(values, over)
	}

	root := template.New("chart").Option("missingkey=error")
	root.Funcs(functions(root))
	names, err := parseTemplates(root, folder, fmt.Sprint(chart["name"]))
	if err != nil {
		return nil, err
	}

	result := &rendered{Values: values}
	for _, name := range names {
		if strings.HasPrefix(filepath.Base(name), "_") {
			continue
		}
		var text bytes.Buffer
		if err := root.ExecuteTemplate(&text, name, topLevel(chart, values, name, release, namespace)); err != nil {
			return nil, err
		}
		if filepath.Base(name) == "NOTES.txt" {
			result.Notes = text.String()
			continue
		}
		objects, err := parseManifests(name, text.String())
		if err != nil {
			return nil, err
		}
		result.Objects = append(result.Objects, objects...)
	}
	return result, nil
}

// parseTemplates reads every template under the name Helm gives it (CHART/templates/...), in order of names.
func parseTemplates(root *template.Template, folder, chart string) ([]string, error) {
	var names []string
	err := filepath.Walk(filepath.Join(folder, "templates"), func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		name := chart + "/" + filepath.ToSlash(relative)
		names = append(names, name)
		_, err = root.New(name).Parse(string(content))
		return err
	})
	sort.Strings(names)
	return names, err
}

func topLevel(chart, values table, name, release, namespace string) table {
	// Helm shows a chart's fields with capitals.
	about := table{}
	for key, value := range chart {
		about[strings.ToUpper(key[:1])+key[1:]] = value
	}
	base := name[:strings.Index(name, "/templates/")+len("/templates")]
	return table{
		"Values":   values,
		"Chart":    about,
		"Template": table{"Name": name, "BasePath": base},
		"Release": table{
			"Name": release, "Namespace": namespace, "Service": "Helm", "Revision": 1, "IsInstall": true, "IsUpgrade": false,
		},
	}
}

func parseManifests(name, text string) ([]manifest, error) {
	var found []manifest
	for _, document := range strings.Split("\n"+text, "\n---") {
		var object table
		if err := yaml.UnmarshalStrict([]byte(document), &object); err != nil {
			return nil, fmt.Errorf("%s: %w\n%s", name, err, document)
		}
		if len(object) == 0 {
			continue
		}
		if object["kind"] == nil || object["apiVersion"] == nil {
			return nil, errors.New(name + ": an object without kind or apiVersion")
		}
		found = append(found, manifest{Template: name, Object: object})
	}
	return found, nil
}
