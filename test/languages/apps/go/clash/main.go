package main

import (
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-nodeport/cdk8s-nodeport-go/cdk8snodeport"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2"
)

func main() {
	defer jsii.Close()
	app := cdk8s.NewApp(nil)
	for _, team := range []string{"storage", "edge"} {
		chart := cdk8s.NewChart(app, jsii.String(team), &cdk8s.ChartProps{Namespace: jsii.String(team)})
		cdk8snodeport.NewStaticNodePortService(chart, jsii.String("web"), &cdk8snodeport.StaticNodePortServiceProps{
			Metadata: &cdk8s.ApiObjectMetadata{Name: jsii.String("web")},
			Ports: &[]interface{}{
				&cdk8splus27.ServicePort{Name: jsii.String("http"), Port: jsii.Number(80), NodePort: jsii.Number(30009)},
			},
		})
	}
	app.Synth()
}
