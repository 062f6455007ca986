// Command render renders the chart as Helm would, with Go's templates and the sprig functions, for machines without Helm.
//
//	render --chart FOLDER [--values FILE]... [--release NAME] [--namespace NAME]
//
// It prints one JSON object: the merged values, the objects of each template in order, and the notes. It is stricter than
// Helm: a value that is not there, a key that stands twice in one object and a template that is no YAML are errors.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
)

type repeated []string

func (list *repeated) String() string { return fmt.Sprint(*list) }

func (list *repeated) Set(value string) error {
	*list = append(*list, value)
	return nil
}

func main() {
	var files repeated
	chart := flag.String("chart", "", "the chart's folder")
	release := flag.String("release", "mediagents", "the release's name")
	namespace := flag.String("namespace", "default", "the release's namespace")
	flag.Var(&files, "values", "a file of values, YAML or JSON; a later one wins")
	flag.Parse()

	rendered, err := renderChart(*chart, files, *release, *namespace)
	if err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(rendered); err != nil {
		fmt.Fprintln(os.Stderr, "render:", err)
		os.Exit(1)
	}
}
