package main

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-nodeport/cdk8s-nodeport-go/cdk8snodeport"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	"github.com/cdk8s-team/cdk8s-plus-go/cdk8splus27/v2"
)

func main() {
	defer jsii.Close()
	portRange := cdk8snodeport.PortRange_Parse(jsii.String("30000-32767"))
	fmt.Println(*portRange.ToString())
	fmt.Println(*cdk8snodeport.NodePortBands_Of(portRange).ToString())

	chart := cdk8s.NewChart(cdk8s.NewApp(nil), jsii.String("shop"), nil)
	web := cdk8snodeport.NewStaticNodePortService(chart, jsii.String("web"), &cdk8snodeport.StaticNodePortServiceProps{
		Selector: &map[string]*string{"app": jsii.String("web")},
		Ports: &[]interface{}{
			&cdk8splus27.ServicePort{Name: jsii.String("http"), Port: jsii.Number(80), NodePort: jsii.Number(30009)},
		},
	})
	fmt.Printf("%.0f\n", *web.NodePortOf(jsii.String("http")))
	defer func() { fmt.Println(recover()) }()
	web.NodePortOf(jsii.String("https"))
}
