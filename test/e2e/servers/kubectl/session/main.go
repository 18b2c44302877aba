// Command session runs kubectl commands one after another in one process: starting kubectl takes longer than all that
// it does for one Service.
//
// It reads one JSON object per line, {"folder": "...", "args": [...]}, and answers each with one,
// {"status": 0, "output": "..."}.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"

	"k8s.io/cli-runtime/pkg/genericiooptions"
	"k8s.io/kubectl/pkg/cmd"
	"k8s.io/kubectl/pkg/cmd/util"
)

type request struct {
	Folder string   `json:"folder"`
	Args   []string `json:"args"`
}

type response struct {
	Status int    `json:"status"`
	Output string `json:"output"`
}

// ended is how kubectl ends a command that fails, where it would otherwise exit.
type ended struct {
	message string
	status  int
}

func main() {
	util.BehaviorOnFatal(func(message string, status int) { panic(ended{message, status}) })
	requests := bufio.NewScanner(os.Stdin)
	requests.Buffer(nil, 1<<20)
	answers := json.NewEncoder(os.Stdout)
	for requests.Scan() {
		var line request
		if err := json.Unmarshal(requests.Bytes(), &line); err != nil {
			panic(err)
		}
		if err := os.Chdir(line.Folder); err != nil {
			panic(err)
		}
		if err := answers.Encode(run(line.Args)); err != nil {
			panic(err)
		}
	}
}

func run(args []string) (answer response) {
	var output bytes.Buffer
	defer func() {
		answer.Output = output.String()
		switch failure := recover().(type) {
		case nil:
		case ended:
			answer.Status = failure.status
			answer.Output += failure.message + "\n"
		default:
			panic(failure)
		}
	}()
	streams := genericiooptions.IOStreams{In: &bytes.Buffer{}, Out: &output, ErrOut: &output}
	options := cmd.KubectlOptions{Arguments: append([]string{"kubectl"}, args...), IOStreams: streams}
	command := cmd.NewDefaultKubectlCommandWithArgs(options)
	command.SetArgs(args)
	command.SetOut(&output)
	command.SetErr(&output)
	util.CheckErr(command.Execute())
	return answer
}
