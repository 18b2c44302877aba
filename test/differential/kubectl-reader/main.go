// Command kubectl-reader prints which Services kubectl would send for a text. It uses kubectl's own packages: the
// streams of documents, the YAML and the flattening of lists are those of `kubectl apply -f -`.
//
// It reads texts from standard input, each as a line with its length in bytes and then that many bytes, and answers
// each with one line:
//
//	{"services": ["namespace/name=30001,30002", …], "error": "what kubectl would complain about"}
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/cli-runtime/pkg/resource"
)

type answer struct {
	Services []string `json:"services"`
	Error    string   `json:"error,omitempty"`
}

func main() {
	input := bufio.NewReaderSize(os.Stdin, 1<<20)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	for {
		var size int
		if _, err := fmt.Fscanf(input, "%d\n", &size); err != nil {
			return
		}
		text := make([]byte, size)
		if _, err := io.ReadFull(input, text); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		line, err := json.Marshal(read(text))
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		output.Write(append(line, '\n'))
		if input.Buffered() == 0 {
			output.Flush()
		}
	}
}

func read(text []byte) (found answer) {
	found.Services = []string{}
	defer func() {
		if problem := recover(); problem != nil {
			found.Error = fmt.Sprint(problem)
		}
	}()
	builder := resource.NewLocalBuilder().Unstructured().Stream(bytes.NewReader(text), "text")
	result := builder.Flatten().ContinueOnError().Do()
	err := result.Visit(func(info *resource.Info, err error) error {
		if err != nil {
			return err
		}
		if object, ok := info.Object.(*unstructured.Unstructured); ok && isService(object) {
			found.Services = append(found.Services, describe(object))
		}
		return nil
	})
	if err != nil {
		found.Error = err.Error()
	}
	return found
}

func isService(object *unstructured.Unstructured) bool {
	return object.GroupVersionKind() == schema.GroupVersionKind{Version: "v1", Kind: "Service"}
}

// What JavaScript can still tell from its neighbors.
const largest = 1 << 53

// The name, and every node port that decodes as one.
func describe(object *unstructured.Unstructured) string {
	ports, _, _ := unstructured.NestedSlice(object.Object, "spec", "ports")
	numbers := []string{}
	for _, port := range ports {
		entry, ok := port.(map[string]interface{})
		if !ok {
			continue
		}
		switch number := entry["nodePort"].(type) {
		case int64:
			if number < largest && number > -largest {
				numbers = append(numbers, fmt.Sprint(number))
			}
		case float64:
			if number < largest && number > -largest && number == float64(int64(number)) {
				numbers = append(numbers, fmt.Sprint(int64(number)))
			}
		}
	}
	return fmt.Sprintf("%s/%s=%s", object.GetNamespace(), object.GetName(), strings.Join(numbers, ","))
}
